using SafetyHub.DeviceBridge.Mqtt.Embedded;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Intake;

/// <summary>What the bridge holds of one registered device while it hears from it: its grain, its limits, its telemetry and its sessions.</summary>
internal sealed class DeviceLink
{
    private readonly Lock _sessionsLock = new();

    public DeviceLink(DeviceRegistration registration, IGrainFactory grains, MqttLimits limits, TimeProvider time)
    {
        Id = registration.Id;
        Kind = registration.Kind;
        Grain = grains.GetDevice(registration.Kind, registration.Id);
        Events = new TokenBucket(limits.EventsPerSecond, limits.EventsPerSecond, time);
        Values = new TokenBucket(limits.ValuesPerSecond, 2.0 * limits.ValuesPerSecond, time);
        Refusals = new TokenBucket(limits.RefusedPerMinute / 60.0, limits.RefusedPerMinute, time);
        TakeOvers = new TokenBucket(3 / 60.0, 3, time);
        Telemetry = new TelemetryBuffer(this);
        LastHeard = time.GetTimestamp();
    }

    public DeviceId Id { get; }

    public DeviceKind Kind { get; }

    public IDeviceGrain Grain { get; }

    public TokenBucket Events { get; }

    public TokenBucket Values { get; }

    public TokenBucket Refusals { get; }

    /// <summary>How often sessions of the device may take each other over before that is noted.</summary>
    public TokenBucket TakeOvers { get; }

    public TelemetryBuffer Telemetry { get; }

    /// <summary>Monotonic time of the last message, for forgetting devices that went away.</summary>
    public long LastHeard { get; set; }

    /// <summary>The device's sessions on this bridge; a new array at every change, so that readers need no lock.</summary>
    public DeviceSession[] Sessions { get; private set; } = [];

    public void Add(DeviceSession session)
    {
        lock (_sessionsLock) Sessions = [.. Sessions, session];
    }

    public void Remove(DeviceSession session)
    {
        lock (_sessionsLock) Sessions = [.. Sessions.Where(s => s != session)];
    }
}
