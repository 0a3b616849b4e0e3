namespace SafetyHub.Devices;

/// <summary>Reads the stored telemetry of a device.</summary>
public interface ITelemetryHistory
{
    /// <summary>Points of one name between two instants, oldest first, at most <paramref name="limit"/> (1 to 10,000).</summary>
    Task<IReadOnlyList<TelemetryPoint>> ReadAsync(DeviceId device, string? name, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancel);
}

/// <summary>One stored value.</summary>
/// <param name="At">When it was measured, UTC.</param>
/// <param name="Value">Name and value.</param>
public readonly record struct TelemetryPoint(DateTimeOffset At, TelemetryValue Value);
