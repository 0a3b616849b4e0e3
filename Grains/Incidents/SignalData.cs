using System.Text.Json;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Incidents;

/// <summary>Reads the few fields of a signal's data that incidents know. Device data is never trusted: what does not fit is not there.</summary>
internal static class SignalData
{
    private const int HashLength = 64;
    private const int MaxResponder = 64;

    /// <summary>Hash of the still that came with the signal, or null.</summary>
    public static string? Evidence(Signal signal) =>
        Text(signal, "evidence") is { Length: HashLength } hash && hash.All(char.IsAsciiHexDigitLower) ? hash : null;

    /// <summary>Who reports to be there, or null.</summary>
    public static string? Responder(Signal signal) => Text(signal, "responder") is { Length: > 0 and <= MaxResponder } who ? who : null;

    private static string? Text(Signal signal, string name)
    {
        if (signal.DataJson is null) return null;
        try
        {
            using var data = JsonDocument.Parse(signal.DataJson);
            return data.RootElement.ValueKind == JsonValueKind.Object
                && data.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (JsonException)
        {
            // The signal itself counts; its data stays in the log as it came.
            return null;
        }
    }
}
