using System.Text.Json;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>
/// Where people were in the course of a clip, in seconds from its beginning. Kept with the clip, so that its masked version can be made at any later time, with
/// the rules of that time.
/// </summary>
internal sealed class MaskTrack
{
    // The recording's clock is the arrival of data, the analysis's the arrival of decoded frames: they may be off by about a second, either way.
    private const double ClockSlack = 1.5;
    private readonly double[] _times;
    private readonly MaskRegion[][] _regions;
    private readonly double _interval;

    private MaskTrack(double[] times, MaskRegion[][] regions)
    {
        (_times, _regions) = (times, regions);
        var gaps = times.Zip(times.Skip(1), (a, b) => b - a).Order().ToArray();
        _interval = gaps.Length == 0 ? 0 : gaps[gaps.Length / 2];
    }

    public static string Write(IReadOnlyList<MaskPage> pages, DateTimeOffset from) => JsonSerializer.Serialize(
        pages.Select(page => new Page(Round((page.At - from).TotalSeconds), [.. page.Regions.Distinct().Select(r => new[]
        {
            Round(r.Box.X), Round(r.Box.Y), Round(r.Box.Width), Round(r.Box.Height), r.Whole ? 1 : 0,
        })])));

    /// <summary>Null when the text is none, or nothing was analysed.</summary>
    public static MaskTrack? Read(string? json)
    {
        if (json is null) return null;
        var pages = JsonSerializer.Deserialize<List<Page>>(json) ?? [];
        return pages.Count == 0 ? null : new MaskTrack(
            [.. pages.Select(page => page.T)],
            [.. pages.Select(page => page.B.Select(b => new MaskRegion(new Box((float)b[0], (float)b[1], (float)b[2], (float)b[3]), b[4] > 0)).ToArray())]);
    }

    /// <summary>Where people may be at that second; null when the time around it was not analysed.</summary>
    public IReadOnlyList<MaskRegion>? At(double second, TimeSpan memory)
    {
        var around = ClockSlack + _interval;
        var known = false;
        var regions = new HashSet<MaskRegion>();
        for (var i = 0; i < _times.Length; i++)
        {
            if (_times[i] < second - around - memory.TotalSeconds || _times[i] > second + around) continue;
            known |= _times[i] >= second - around;
            regions.UnionWith(_regions[i]);
        }
        return known ? [.. regions] : null;
    }

    private static double Round(double value) => Math.Round(value, 3);

    private sealed record Page(double T, IReadOnlyList<double[]> B);
}
