using SafetyHub.DeviceBridge.Video.Sources;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>A camera's newest picture as it may be shown: people masked.</summary>
/// <param name="At">When the frame arrived.</param>
/// <param name="Jpeg">The picture.</param>
public sealed record Snapshot(DateTimeOffset At, byte[] Jpeg);

/// <summary>
/// Encodes one camera's newest frame when somebody asks; many askers share one encoding. People are masked where the analysis found them lately; while it
/// does not keep up, or there is none, the whole picture is.
/// </summary>
internal sealed class SnapshotCache(LatestFrame frames, MaskBook masks, VideoOptions options, PrivacyOptions privacy, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Snapshot? _last;
    private DateTimeOffset _encodedAt;
    private DateTimeOffset _maskedAt;

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
                if (_last?.At != frame.At || _maskedAt != masks.Last)
                {
                    _maskedAt = masks.Last;
                    _last = new Snapshot(frame.At, Masked(frame));
                }
                _encodedAt = time.GetUtcNow();
                return _last;
            }
            finally
            {
                frame.Release();
            }
        }
    }

    private byte[] Masked(VideoFrame frame)
    {
        using var picture = frame.Picture.Clone();
        if (masks.At(frame.At, privacy.Memory) is { } regions)
            PictureMask.Apply(picture, regions, privacy);
        else
            PictureMask.ApplyToAll(picture);
        return StillRenderer.Plain(picture, options.JpegQuality);
    }
}
