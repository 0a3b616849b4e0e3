namespace SafetyHub.DeviceBridge.Mqtt.Intake;

/// <summary>The rates that hold for each device of a bridge.</summary>
internal sealed class DeviceRates(MqttLimits limits, TimeProvider time)
{
    public TokenRate Events { get; } = new(limits.EventsPerSecond, limits.EventsPerSecond, time);

    public TokenRate Values { get; } = new(limits.ValuesPerSecond, 2.0 * limits.ValuesPerSecond, time);

    public TokenRate Refusals { get; } = new(limits.RefusedPerMinute / 60.0, limits.RefusedPerMinute, time);

    /// <summary>How often sessions of a device may take each other over before that is noted.</summary>
    public TokenRate TakeOvers { get; } = new(3 / 60.0, 3, time);
}
