using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Upkeep;

/// <summary>
/// Tells each camera's grain how it sees: within two seconds of a change, else every half minute. It tells the state and not the change, so what
/// could not be told is told with the next turn, nothing waits in a queue, and another bridge goes on where this one stopped.
/// </summary>
public sealed class ConditionReporter(Lazy<VideoBridge> video, IGrainFactory grains, TimeProvider time, ILogger<ConditionReporter> log) : BackgroundService
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(3);
    private static readonly BehaviourOffer[] Offers =
        [.. BehaviourKinds.All.Select(kind => new BehaviourOffer(kind.Type, kind.Areas == AreaKind.Lines)).OrderBy(offer => offer.Type, StringComparer.Ordinal)];

    private readonly string _start = RandomNumberGenerator.GetHexString(8, lowercase: true);
    private Dictionary<string, Told> _told = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Turn, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TellAllAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped on purpose: the next bridge tells.
        }
    }

    private async Task TellAllAsync(CancellationToken cancellation)
    {
        var cameras = video.Value.Health().Cameras;
        _told = cameras.ToDictionary(camera => camera.CameraId, camera => _told.GetValueOrDefault(camera.CameraId) ?? new Told());
        var due = cameras.Where(camera => camera.State != SourceState.Stopped && IsDue(camera)).ToList();
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (camera, _) => await TellAsync(camera));
    }

    private bool IsDue(CameraHealth camera)
    {
        var told = _told[camera.CameraId];
        return told.Fingerprint != Fingerprint(camera) || time.GetElapsedTime(told.At) >= AtLeastEvery;
    }

    private async Task TellAsync(CameraHealth camera)
    {
        try
        {
            var grain = grains.GetGrain<ICameraGrain>(GrainKeys.Device(DeviceKind.Camera, DeviceId.Parse(camera.CameraId)));
            if (!await grain.ReportCondition(Condition(camera)).WaitAsync(CallLimit, time))
                return;
            var told = _told[camera.CameraId];
            (told.Fingerprint, told.At) = (Fingerprint(camera), time.GetTimestamp());
        }
        catch (Exception failure) // edge of the loop: one camera's grain must not hold up the others; it is told again with the next turn
        {
            log.LogWarning(failure, "The condition of camera {Camera} could not be told; tried again in {Wait}", camera.CameraId, Turn);
        }
    }

    private CameraCondition Condition(CameraHealth camera) => new()
    {
        At = time.GetUtcNow(),
        View = View(camera.State),
        Version = camera.Version,
        Epoch = camera.Epoch,
        LastPictureAt = camera.LastFrameAt,
        Faults = camera.Faults,
        Run = $"{_start}-{camera.Run}",
        Unseen = camera.Unseen,
        Restarts = camera.Restarts,
        LastFailure = camera.LastFailure,
        WatchFaults = camera.WatchFaults,
        PicturesPerSecond = camera.IncomingFps,
        Decoding = camera.Decoding,
        DecodingReason = camera.DecodingReason,
        Offers = Offers,
    };

    private static CameraView View(SourceState state) => state switch
    {
        SourceState.Streaming => CameraView.Streaming,
        SourceState.Waiting => CameraView.Missing,
        SourceState.Private => CameraView.Private,
        _ => CameraView.Starting,
    };

    private static string Fingerprint(CameraHealth camera) => string.Join('|',
        [View(camera.State).ToString(), $"{camera.Version}", $"{camera.Epoch}", $"{camera.Run}", $"{camera.Restarts}", camera.DecodingReason ?? "", .. camera.Faults.Select(fault => fault.Code), .. camera.WatchFaults]);

    private sealed class Told
    {
        public string? Fingerprint { get; set; }

        public long At { get; set; }
    }
}
