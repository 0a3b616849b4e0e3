using System.Text.Json;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Incidents;

/// <summary>Reads the few fields of a signal's data that incidents know. Device data is never trusted: what does not fit is not there.</summary>
internal static class SignalData
{
    private const int HashLength = 64;
    private const int MaxResponder = 64;
    private const int MaxFindings = 16;
    private const int MaxCode = 40;

    /// <summary>Hash of the still that came with the signal, or null.</summary>
    public static string? Evidence(Signal signal) =>
        Text(signal, "evidence") is { Length: HashLength } hash && hash.All(char.IsAsciiHexDigitLower) ? hash : null;

    /// <summary>Who reports to be there, or null.</summary>
    public static string? Responder(Signal signal) => Text(signal, "responder") is { Length: > 0 and <= MaxResponder } who ? who : null;

    /// <summary>What the device says it goes by; what is ill-formed is left out, and what exceeds 16 as well.</summary>
    public static IReadOnlyList<SignalFinding>? Findings(Signal signal) => Read(signal, "reasons", value =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Select(Finding).OfType<SignalFinding>().Take(MaxFindings).ToArray() is { Length: > 0 } findings
            ? findings
            : null);

    private static SignalFinding? Finding(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String && IsCode(code.GetString()!)
        && item.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? new SignalFinding(code.GetString()!, number)
            : null;

    private static bool IsCode(string code) => code.Length is > 0 and <= MaxCode && code.All(c => char.IsAsciiLetterLower(c) || c == '-');

    private static string? Text(Signal signal, string name) =>
        Read(signal, name, value => value.ValueKind == JsonValueKind.String ? value.GetString() : null);

    private static T? Read<T>(Signal signal, string name, Func<JsonElement, T?> read)
        where T : class
    {
        if (signal.DataJson is null) return null;
        try
        {
            using var data = JsonDocument.Parse(signal.DataJson);
            return data.RootElement.ValueKind == JsonValueKind.Object && data.RootElement.TryGetProperty(name, out var value) ? read(value) : null;
        }
        catch (JsonException)
        {
            // The signal itself counts; its data stays in the log as it came.
            return null;
        }
    }
}
