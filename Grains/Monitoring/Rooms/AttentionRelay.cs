using Microsoft.Extensions.Logging;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>
/// The way of incidents and sightings from this process to the room. Everything is one-way: nothing waits for the room. Incidents go at once; sightings
/// are gathered for a quarter of a second, one for each camera and type, at most <see cref="MostWaiting"/>: beyond that new ones are dropped and counted,
/// which costs a look at a passer-by and no alarm. Safe for concurrent use.
/// </summary>
internal sealed partial class AttentionRelay : IDisposable
{
    public const int MostWaiting = 4_096;
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(250);

    private readonly IGrainFactory _grains;
    private readonly RoomMetrics _metrics;
    private readonly ILogger<AttentionRelay> _logger;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private Dictionary<(DeviceId, string), AttentionMark> _waiting = [];

    public AttentionRelay(IGrainFactory grains, TimeProvider time, RoomMetrics metrics, ILogger<AttentionRelay> logger)
    {
        (_grains, _metrics, _logger) = (grains, metrics, logger);
        _timer = time.CreateTimer(static self => ((AttentionRelay)self!).Flush(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private IRoomPort Room => _grains.GetGrain<IRoomPort>(GrainKeys.ControlRoom);

    /// <summary>Tells the room of an incident, and returns at once.</summary>
    public void Tell(IncidentSnapshot incident) => _ = SendAsync("incident", () => Room.Changed(RoomIncident.Of(incident)));

    /// <summary>Keeps a sighting for the next message to the room.</summary>
    public void Offer(Signal signal)
    {
        if (signal.Kind != DeviceKind.Camera) return;
        var mark = new AttentionMark(signal.Device, signal.Type, signal.Confidence, signal.ReceivedAt);
        lock (_gate)
        {
            if (_waiting.Count >= MostWaiting && !_waiting.ContainsKey((mark.Camera, mark.EventType)))
            {
                _metrics.Dropped();
                return;
            }
            _waiting[(mark.Camera, mark.EventType)] = mark;
            if (_waiting.Count == 1) _timer.Change(GatherFor, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Flush()
    {
        Dictionary<(DeviceId, string), AttentionMark> gathered;
        lock (_gate) (gathered, _waiting) = (_waiting, []);
        if (gathered.Count > 0) _ = SendAsync("sightings", () => Room.Noticed([.. gathered.Values]));
    }

    private async Task SendAsync(string what, Func<Task> send)
    {
        try
        {
            await send();
        }
        catch (Exception failure)
        {
            // Nobody waits for this task. The room reads incidents it missed from the log; a sighting is gone in seconds anyway.
            _metrics.Failed(what);
            LogFailed(failure, what);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The control room did not hear of {What}; it catches up from the log")]
    private partial void LogFailed(Exception failure, string what);
}
