using System.Text;

namespace SafetyHub.Dashboard.Residents;

/// <summary>The text of an uploaded file: UTF-8 with or without a mark, or CP949, which Excel writes in Korea.</summary>
internal static class ImportText
{
    private const int Korean = 949;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Cp949 =
        CodePagesEncodingProvider.Instance.GetEncoding(Korean, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
        ?? throw new InvalidOperationException("The runtime lacks code page 949");

    /// <summary>Null when it is neither.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) return Try(Strict, bytes[3..]);
        return Try(Strict, bytes) ?? Try(Cp949, bytes);
    }

    private static string? Try(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null; // the next encoding, or none: the caller says so
        }
    }
}
