using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>What device grains keep outside their state: commands with their fate, the time of the next look, and telemetry history.</summary>
public interface IDeviceLedger
{
    /// <summary>Adds or replaces a command; durable when the task completes.</summary>
    Task SaveCommandAsync(DeviceId device, DeviceCommand command, CancellationToken cancel);

    /// <summary>Open commands, oldest first, at most 32.</summary>
    Task<IReadOnlyList<DeviceCommand>> OpenCommandsAsync(DeviceId device, CancellationToken cancel);

    /// <summary>A command, or null.</summary>
    Task<DeviceCommand?> FindCommandAsync(DeviceId device, string commandId, CancellationToken cancel);

    /// <summary>
    /// Sets when the device must be looked at next (silence, expiry of a command); null = not at all. Written behind within a second, newest wins;
    /// a lost write only means an earlier look.
    /// </summary>
    void ScheduleLook(DeviceId device, DeviceKind kind, DateTimeOffset? at);

    /// <summary>Devices whose look is due, most overdue first.</summary>
    Task<IReadOnlyList<DueDevice>> DueLooksAsync(DateTimeOffset now, int limit, CancellationToken cancel);

    /// <summary>
    /// Hands over a chunk of telemetry. Never waits: returns false when the writer's queue is full, and the caller keeps the chunk and tries again later.
    /// </summary>
    bool TryAppendTelemetry(TelemetryChunk chunk);
}

/// <summary>A device whose look is due.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Device">Which.</param>
public readonly record struct DueDevice(DeviceKind Kind, DeviceId Device);

/// <summary>Telemetry of one device over up to a minute, stored as one row.</summary>
/// <param name="Device">Whose.</param>
/// <param name="From">Time of the first reading, UTC.</param>
/// <param name="To">Time of the last reading, UTC.</param>
/// <param name="Count">Readings.</param>
/// <param name="Payload">UTF-8 JSON array of <c>{"at","seq","values"}</c>.</param>
public sealed record TelemetryChunk(DeviceId Device, DateTimeOffset From, DateTimeOffset To, int Count, byte[] Payload);
