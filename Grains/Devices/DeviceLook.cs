using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>When a device must be looked at next in this process. Set and rung by <see cref="LookClock"/> only.</summary>
internal sealed class DeviceLook(DeviceId id, IDeviceGrain device)
{
    /// <summary>Nothing is due.</summary>
    public const long Never = long.MaxValue;

    private long _dueAt = Never;

    public DeviceId Id => id;

    public IDeviceGrain Device => device;

    /// <summary>Monotonic time.</summary>
    public long DueAt
    {
        get => Volatile.Read(ref _dueAt);
        set => Volatile.Write(ref _dueAt, value);
    }

    /// <summary>True once the activation that wanted it has gone: its successor has a look of its own.</summary>
    public bool Dropped { get; set; }
}
