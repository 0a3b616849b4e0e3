using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using SafetyHub.Devices;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Residents;

/// <summary>
/// Takes out of a signal what the person did not agree to, before anything of it is stored. The signal itself stays: that somebody answered, or was sad, is
/// part of care; the words, the score and the picture are not.
/// </summary>
internal static class ConsentFilter
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static readonly JsonDocumentOptions NoDoubles = new() { AllowDuplicateProperties = false };

    public static Signal Apply(Signal signal, ResidentCare care)
    {
        if (signal.DataJson is null) return signal;
        var fields = Forbidden(signal, care).ToArray();
        return fields.Length == 0 ? signal : signal with { DataJson = Without(signal.DataJson, fields) };
    }

    private static IEnumerable<string> Forbidden(Signal signal, ResidentCare care)
    {
        if (!care.Allows(ConsentPurpose.VoiceTranscript)) yield return "transcript";
        if (signal.Type is "mood" or "sentiment.negative" && !care.Allows(ConsentPurpose.MoodTrend)) yield return "score";
        if (signal.Kind == DeviceKind.Camera && !care.Allows(ConsentPurpose.HomeCamera)) yield return "evidence";
    }

    private static string? Without(string json, string[] fields)
    {
        try
        {
            if (JsonNode.Parse(json, documentOptions: NoDoubles) is not JsonObject data) return null;
            var removed = fields.Count(data.Remove);
            return removed == 0 ? json : data.ToJsonString(Readable);
        }
        catch (JsonException)
        {
            return null; // what cannot be read cannot be cleaned
        }
    }
}
