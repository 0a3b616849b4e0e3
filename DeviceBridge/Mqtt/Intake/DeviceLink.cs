using SafetyHub.DeviceBridge.Mqtt.Embedded;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Intake;

/// <summary>What the bridge holds of one registered device while it hears from it: its grain, its limits, its telemetry and its sessions.</summary>
internal sealed class DeviceLink
{
    private DeviceSession[] _sessions = [];

    public DeviceLink(DeviceRegistration registration, IGrainFactory grains, DeviceRates rates)
    {
        Id = registration.Id;
        Kind = registration.Kind;
        Grain = grains.GetDevice(registration.Kind, registration.Id);
        Events = new TokenBucket(rates.Events);
        Values = new TokenBucket(rates.Values);
        Refusals = new TokenBucket(rates.Refusals);
        TakeOvers = new TokenBucket(rates.TakeOvers);
        Telemetry = new TelemetryBuffer(this);
        LastHeard = rates.Events.Time.GetTimestamp();
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
    public DeviceSession[] Sessions => Volatile.Read(ref _sessions);

    public void Add(DeviceSession session) => Change(session, static (all, one) => [.. all, one]);

    public void Remove(DeviceSession session) => Change(session, static (all, one) => [.. all.Where(s => s != one)]);

    private void Change(DeviceSession session, Func<DeviceSession[], DeviceSession, DeviceSession[]> change)
    {
        var before = Sessions;
        while (Interlocked.CompareExchange(ref _sessions, change(before, session), before) is var seen && seen != before) before = seen;
    }
}
