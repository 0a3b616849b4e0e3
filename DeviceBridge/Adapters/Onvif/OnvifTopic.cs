namespace SafetyHub.DeviceBridge.Adapters.Onvif;

/// <summary>A topic <c>{camera}/onvif-ej/{path}[/&amp;{source values}]</c>.</summary>
/// <param name="Camera">What stands before <c>/onvif-ej</c>.</param>
/// <param name="Path">The event's topic, without the ONVIF namespace that some cameras write into each level.</param>
/// <param name="SourceValues">Values of the source, in the order in which the camera declares them.</param>
internal sealed record OnvifTopic(string Camera, string Path, IReadOnlyList<string> SourceValues)
{
    /// <summary>The video source, which stands first in every topic of the standard that has one; null where there is none.</summary>
    public string? FirstSource => SourceValues.Count > 0 ? SourceValues[0] : null;

    /// <summary>The camera's rule, which stands last behind the video source; null where there is none.</summary>
    public string? Rule => SourceValues.Count > 1 ? SourceValues[^1] : null;

    private const string Marker = "/onvif-ej/";
    private const int LongestCamera = 128;
    private const int LongestPath = 128;
    private const int LongestValue = 64;

    /// <summary>Reads a topic; null when it is none of this form or a part of it is longer than the hub keeps.</summary>
    public static OnvifTopic? TryRead(string topic)
    {
        var at = topic.IndexOf(Marker, StringComparison.Ordinal);
        if (at is < 1 or > LongestCamera) return null;
        var levels = topic[(at + Marker.Length)..].Split('/');
        var source = Array.FindIndex(levels, level => level.StartsWith('&'));
        var path = string.Join('/', levels.Take(source < 0 ? levels.Length : source).Select(WithoutNamespace));
        if (path.Length is 0 or > LongestPath || path.Contains("//", StringComparison.Ordinal) || path.StartsWith('/')) return null;
        var values = source < 0 ? [] : levels.Skip(source).Select((level, i) => i == 0 ? level[1..] : level).ToList();
        return values.Any(v => v.Length > LongestValue) || values.Count > 16 ? null : new OnvifTopic(topic[..at], path, values);
    }

    private static string WithoutNamespace(string level)
    {
        foreach (var own in new[] { "tns1:", "tns:" })
        {
            if (level.StartsWith(own, StringComparison.Ordinal)) return level[own.Length..];
        }
        return level;
    }
}
