using System.Collections.Concurrent;

namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>
/// The frames of one camera. At most <c>capacity</c> exist; when all are held, <see cref="TryRent"/> gives nothing and the
/// reader drops the picture, so a slow holder costs freshness and never memory.
/// </summary>
internal sealed class FramePool(FrameSize size, int capacity)
{
    private readonly ConcurrentBag<VideoFrame> _idle = [];
    private int _made;

    public FrameSize Size => size;

    public VideoFrame? TryRent()
    {
        if (!_idle.TryTake(out var frame))
        {
            if (Interlocked.Increment(ref _made) > capacity)
            {
                Interlocked.Decrement(ref _made);
                return null;
            }
            frame = new VideoFrame(size, this);
        }
        frame.BeginFirstHold();
        return frame;
    }

    internal void Return(VideoFrame frame) => _idle.Add(frame);
}
