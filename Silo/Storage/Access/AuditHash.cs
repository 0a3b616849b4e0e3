using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SafetyHub.Audit;

namespace SafetyHub.Silo.Storage;

/// <summary>The hash of an entry: SHA-256 over the hash before it and the entry, each field with its length, so that no two entries give the same bytes.</summary>
internal static class AuditHash
{
    public static string Of(string previous, long number, AuditEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, previous);
        Append(hash, number);
        Append(hash, entry.At.Micros());
        Append(hash, entry.Actor);
        Append(hash, entry.Action);
        Append(hash, entry.Target);
        Append(hash, entry.Detail);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        Append(hash, text is null ? -1L : Encoding.UTF8.GetByteCount(text));
        if (text is not null) hash.AppendData(Encoding.UTF8.GetBytes(text));
    }
}
