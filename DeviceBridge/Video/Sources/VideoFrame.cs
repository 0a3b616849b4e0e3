using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>
/// One picture (BGR, 8 bit) in pinned memory that goes back to its pool when the last holder lets go.
/// The pixels are only valid between <see cref="Retain"/> (or rent) and <see cref="Release"/>.
/// </summary>
internal sealed class VideoFrame
{
    private readonly byte[] _pixels;
    private readonly FramePool _pool;
    private int _holders;

    public VideoFrame(FrameSize size, FramePool pool)
    {
        _pool = pool;
        Size = size;
        _pixels = GC.AllocateUninitializedArray<byte>(size.Bytes, pinned: true);
        Picture = Mat.FromPixelData(size.Height, size.Width, MatType.CV_8UC3, System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_pixels, 0));
    }

    public FrameSize Size { get; }

    /// <summary>The same memory seen as an OpenCV picture.</summary>
    public Mat Picture { get; }

    public DateTimeOffset At { get; set; }

    public Span<byte> Pixels => _pixels;

    /// <summary>The same pixels for a reader that waits.</summary>
    public Memory<byte> Memory => _pixels;

    public void Retain() => Interlocked.Increment(ref _holders);

    public void Release()
    {
        var left = Interlocked.Decrement(ref _holders);
        if (left == 0)
            _pool.Return(this);
        else if (left < 0)
            throw new InvalidOperationException("A frame was released more often than it was held.");
    }

    internal void BeginFirstHold() => Volatile.Write(ref _holders, 1);
}
