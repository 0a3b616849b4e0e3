using System.Globalization;

namespace SafetyHub.DeviceBridge.Tests.Adapters;

/// <summary>The recordings with values filled in.</summary>
internal static class Recording
{
    public static string FrigateEvent(
        string camera, string id, string type = "new", string version = "0.18", string label = "person", double score = 0.96, string? subLabel = null, string zones = "[]",
        bool falsePositive = false, DateTimeOffset? at = null)
    {
        var text = Read($"frigate-{version}-event.json");
        text = subLabel is null ? text.Replace("\"SUBLABEL\"", version == "0.14" ? "null" : "\"\"", StringComparison.Ordinal).Replace("[\"\", 0.91]", "null", StringComparison.Ordinal) : text.Replace("SUBLABEL", subLabel, StringComparison.Ordinal);
        return Common(text, camera, id, type, at).Replace("LABEL", label, StringComparison.Ordinal).Replace("SCORE", score.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("ZONES", zones, StringComparison.Ordinal).Replace("FALSEPOSITIVE", falsePositive ? "true" : "false", StringComparison.Ordinal);
    }

    public static string FrigateReview(string camera, string id, string type = "new", string level = "alert", DateTimeOffset? at = null) =>
        Common(Read("frigate-review.json"), camera, id, type, at).Replace("LEVEL", level, StringComparison.Ordinal);

    public static string OnvifLine(int objectId = 15, DateTimeOffset? at = null) =>
        Read("onvif-line.json").Replace("AT", Utc(at), StringComparison.Ordinal).Replace("OBJECT", objectId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    public static string OnvifState(bool state, string rule = "MyArea", DateTimeOffset? at = null) =>
        Read("onvif-items.json").Replace("\"AT\"", $"\"{Utc(at)}\"", StringComparison.Ordinal).Replace("RULE", rule, StringComparison.Ordinal)
            .Replace("STATE", state ? "true" : "false", StringComparison.Ordinal);

    private static string Common(string text, string camera, string id, string type, DateTimeOffset? at) => text
        .Replace("\"TYPE\"", $"\"{type}\"", StringComparison.Ordinal).Replace("\"ID\"", $"\"{id}\"", StringComparison.Ordinal).Replace("\"CAMERA\"", $"\"{camera}\"", StringComparison.Ordinal)
        .Replace(": AT", ": " + Seconds(at), StringComparison.Ordinal);

    private static string Seconds(DateTimeOffset? at) => (((at ?? DateTimeOffset.UtcNow) - DateTimeOffset.UnixEpoch).TotalMilliseconds / 1000).ToString("0.000000", CultureInfo.InvariantCulture);

    private static string Utc(DateTimeOffset? at) => (at ?? DateTimeOffset.UtcNow).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Adapters", "Recordings", file)).ReplaceLineEndings(" ").Trim();
}
