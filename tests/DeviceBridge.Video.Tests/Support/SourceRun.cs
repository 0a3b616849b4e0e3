using Microsoft.Extensions.Logging.Abstractions;
using SafetyHub.DeviceBridge.Video.Sources;

namespace SafetyHub.DeviceBridge.Video.Tests.Support;

/// <summary>A running camera source.</summary>
internal sealed class SourceRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public SourceRun(string address, VideoOptions? options = null, TimeProvider? time = null, int width = 320)
        : this(new CameraAssignment("camera-1", CameraAddress.Parse(address), fps: 10, analysisWidth: width), options, time)
    {
    }

    public SourceRun(CameraAssignment camera, VideoOptions? options = null, TimeProvider? time = null, Func<DateTimeOffset, bool>? isPrivate = null)
    {
        Source = new CameraSource(camera, options ?? new VideoOptions(), TestMetrics.Create(), time ?? TimeProvider.System, NullLogger.Instance, () => { })
        {
            IsPrivate = isPrivate ?? (_ => false),
        };
        _running = Task.Run(() => Source.RunAsync(_stop.Token));
    }

    public CameraSource Source { get; }

    public Task FramesAsync(int count) => Eventually.BecomesTrueAsync(
        () => Source.Status.Frames >= count, $"{count} frames; last failure: {Source.Status.LastFailure}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }
}
