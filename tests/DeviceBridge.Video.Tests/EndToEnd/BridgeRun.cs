using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.EndToEnd;

/// <summary>A running bridge with its feed and its receiver.</summary>
internal sealed class BridgeRun : IAsyncDisposable
{
    private BridgeRun(VideoOptions options, RecordedEvents events)
    {
        Events = events;
        Bridge = new VideoBridge(Feed, Events, Options.Create(options), TestMetrics.Create(), TimeProvider.System, NullLogger<VideoBridge>.Instance);
    }

    public CameraAssignmentFeed Feed { get; } = new();

    public RecordedEvents Events { get; }

    public VideoBridge Bridge { get; }

    public static async Task<BridgeRun> StartAsync(VideoOptions options, params CameraAssignment[] cameras)
    {
        var run = new BridgeRun(options, new RecordedEvents());
        run.Feed.Publish(cameras);
        await run.Bridge.StartAsync(CancellationToken.None);
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        await Bridge.StopAsync(CancellationToken.None);
        Bridge.Dispose();
    }
}
