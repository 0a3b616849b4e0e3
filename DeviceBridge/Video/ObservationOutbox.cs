using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Video.Sources;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>
/// Observations on their way to the hub: bounded in memory, tried again with growing waits until delivered or too old.
/// Analysis never waits for it. At the bound the oldest observation is given up, counted and logged.
/// </summary>
internal sealed class ObservationOutbox
{
    private const int Couriers = 4;
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(15);
    private readonly Channel<CameraObservation> _waiting;
    private readonly IVideoEvents _events;
    private readonly VideoOptions _options;
    private readonly VideoMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private long _lost;
    private int _underway;

    public ObservationOutbox(IVideoEvents events, VideoOptions options, VideoMetrics metrics, TimeProvider time, ILogger logger)
    {
        (_events, _options, _metrics, _time, _logger) = (events, options, metrics, time, logger);
        var bound = new BoundedChannelOptions(options.ReportQueue) { FullMode = BoundedChannelFullMode.DropOldest };
        _waiting = Channel.CreateBounded<CameraObservation>(bound, dropped => Lose(dropped, "too many are waiting"));
    }

    public int Waiting => _waiting.Reader.Count + Volatile.Read(ref _underway);

    public long Lost => Interlocked.Read(ref _lost);

    public void Add(CameraObservation observation) => _waiting.Writer.TryWrite(observation);

    /// <summary>Delivers until cancelled; what waits then is counted as lost.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await Task.WhenAll(Enumerable.Range(0, Couriers).Select(_ => CarryAsync(cancellation)));
        while (_waiting.Reader.TryRead(out var left))
            Lose(left, "the bridge stopped");
    }

    private async Task CarryAsync(CancellationToken cancellation)
    {
        CameraObservation? carried = null;
        try
        {
            await foreach (var observation in _waiting.Reader.ReadAllAsync(cancellation))
            {
                carried = observation;
                Interlocked.Increment(ref _underway);
                await DeliverAsync(observation, cancellation);
                Interlocked.Decrement(ref _underway);
                carried = null;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            if (carried is not null)
                Lose(carried, "the bridge stopped");
        }
    }

    private async Task DeliverAsync(CameraObservation observation, CancellationToken cancellation)
    {
        var backoff = new RestartBackoff(ShortestRetry, LongestRetry, Random.Shared);
        while (!await TryDeliverAsync(observation, cancellation))
        {
            if (_time.GetUtcNow() - observation.At > _options.ReportGiveUpAfter)
            {
                Lose(observation, "it could not be delivered in time");
                return;
            }
            _metrics.Observation("retried");
            await Task.Delay(backoff.Next(), _time, cancellation);
        }
        _metrics.Observation("delivered");
    }

    private async Task<bool> TryDeliverAsync(CameraObservation observation, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(_options.ReportTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            await _events.ReportAsync(observation, both.Token).WaitAsync(both.Token);
            return true;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested) // edge of delivery: whatever the receiver throws, it is tried again
        {
            _logger.LogWarning(failure, "Observation {Observation} of camera {Camera} was not accepted; it is tried again.", observation.ObservationId, observation.CameraId);
            return false;
        }
    }

    private void Lose(CameraObservation observation, string reason)
    {
        Interlocked.Increment(ref _lost);
        _metrics.Observation("lost");
        _logger.LogError("Observation {Observation} ({Type}) of camera {Camera} is lost: {Reason}.",
            observation.ObservationId, observation.Type, observation.CameraId, reason);
    }
}
