using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>
/// How long a device may still say nothing. It counts on the monotonic clock from the last message heard in this activation, or from
/// the activation's begin: a jump of the wall clock neither raises nor hides a silence, and after a start nobody is silent too early.
/// </summary>
internal struct SilenceWatch(TimeProvider time)
{
    private long _heardAt = time.GetTimestamp();
    private long? _lostAt;

    /// <summary>A message came.</summary>
    public void Heard() => _heardAt = time.GetTimestamp();

    /// <summary>The Last Will came.</summary>
    public void Lost() => _lostAt = time.GetTimestamp();

    /// <summary>Time until the device is silent, at most zero when it is; null where no message is expected.</summary>
    public readonly TimeSpan? Remaining(DeviceState state, int? heartbeatSeconds, DeviceOptions options)
    {
        var heartbeat = heartbeatSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : options.Heartbeat;
        return state switch
        {
            DeviceState.Lost when _lostAt is { } lostAt => options.LostGrace - time.GetElapsedTime(lostAt),
            // A Last Will from before this activation: the hub was away too, and the device gets the time to find it again.
            DeviceState.Online or DeviceState.Lost => (heartbeat * options.MissedHeartbeats) - time.GetElapsedTime(_heardAt),
            DeviceState.Sleeping => (Longer(heartbeat, options.SleepingHeartbeat) * options.MissedHeartbeats) - time.GetElapsedTime(_heardAt),
            _ => null,
        };
    }

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
