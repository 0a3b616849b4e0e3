using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>Where people were in one analysed frame.</summary>
/// <param name="At">Time of the frame.</param>
/// <param name="Regions">Where somebody was; none when nobody was found.</param>
internal readonly record struct MaskPage(DateTimeOffset At, IReadOnlyList<MaskRegion> Regions);

/// <summary>
/// Remembers where one camera saw people, for as long as pictures of that time can still be shown; at most 4,096 frames, the oldest go first. A time that is
/// not in the book was not analysed: then nobody knows where people are, and the whole picture has to be masked. Safe for concurrent use.
/// </summary>
internal sealed class MaskBook(TimeSpan kept)
{
    private const int MostPages = 4096;
    private readonly Lock _lock = new();
    private readonly Queue<MaskPage> _pages = new();
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>Time of the last analysed frame.</summary>
    public DateTimeOffset Last
    {
        get { lock (_lock) return _last; }
    }

    public void Add(DateTimeOffset at, IReadOnlyList<MaskRegion> regions)
    {
        lock (_lock)
        {
            _last = at;
            _pages.Enqueue(new MaskPage(at, regions));
            while (_pages.Count > MostPages || at - _pages.Peek().At > kept) _pages.Dequeue();
        }
    }

    public IReadOnlyList<MaskPage> Between(DateTimeOffset from, DateTimeOffset to)
    {
        lock (_lock) return [.. _pages.Where(page => page.At >= from && page.At <= to)];
    }

    /// <summary>Where somebody was in the time up to a frame; null when the frames of that time were not analysed.</summary>
    public IReadOnlyList<MaskRegion>? At(DateTimeOffset at, TimeSpan memory)
    {
        lock (_lock)
        {
            if (at - _last > memory) return null;
            return [.. _pages.Where(page => page.At >= at - memory).SelectMany(page => page.Regions).Distinct()];
        }
    }
}
