using SafetyHub.DeviceBridge.Video.Sources;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>A camera's newest picture.</summary>
/// <param name="At">When the frame arrived.</param>
/// <param name="Jpeg">The picture.</param>
public sealed record Snapshot(DateTimeOffset At, byte[] Jpeg);

/// <summary>Encodes one camera's newest frame when somebody asks; many askers share one encoding.</summary>
internal sealed class SnapshotCache(LatestFrame frames, VideoOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Snapshot? _last;
    private DateTimeOffset _encodedAt;

    public Snapshot? Latest()
    {
        lock (_lock)
        {
            if (_last is not null && time.GetUtcNow() - _encodedAt < options.SnapshotReuse)
                return _last;
            if (frames.Peek() is not { } frame)
                return null; // nothing came yet, or the source stopped: an old picture must not look like now
            try
            {
                if (_last?.At != frame.At)
                    _last = new Snapshot(frame.At, StillRenderer.Plain(frame.Picture, options.JpegQuality));
                _encodedAt = time.GetUtcNow();
                return _last;
            }
            finally
            {
                frame.Release();
            }
        }
    }
}
