using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>
/// Which faults of their pictures the cameras of one adapter complain of. A camera may have several at once (dark and moved), and the hub knows one end for all of
/// them: it is told when the last one has ended. After a connection what was queued and what the broker had kept come in any order, so an end waits a little for
/// what is still true. At most
/// 64 faults of a camera are told apart. Safe for concurrent use.
/// </summary>
internal sealed class FaultStates(TimeProvider time)
{
    private const int MostFaults = 64;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<DeviceId, HashSet<string>> _faults = [];
    private readonly Dictionary<DeviceId, (Sighting End, long Since)> _waiting = [];
    private readonly HashSet<DeviceId> _inOrder = [];
    private readonly HashSet<DeviceId> _gone = [];

    public void Begin(DeviceId camera, string property)
    {
        lock (_lock)
        {
            if (!_faults.TryGetValue(camera, out var faults)) _faults[camera] = faults = new(StringComparer.Ordinal);
            if (faults.Count < MostFaults) faults.Add(property);
            _inOrder.Remove(camera);
            _waiting.Remove(camera);
        }
    }

    /// <summary>
    /// Notes that a property is false. When no fault of the camera is left for a while the hub is to be told; once, also after a start, when nobody knows what was
    /// before.
    /// </summary>
    public void End(DeviceId camera, Sighting end)
    {
        lock (_lock)
        {
            var faults = _faults.GetValueOrDefault(camera);
            faults?.Remove(end.Property);
            if (faults is not { Count: > 0 } && !_inOrder.Contains(camera)) _waiting.TryAdd(camera, (end, time.GetTimestamp()));
        }
    }

    /// <summary>One of the camera's faults is, or may have been before this process began, that it gave no picture at all.</summary>
    public void NoteGone(DeviceId camera)
    {
        lock (_lock) _gone.Add(camera);
    }

    /// <summary>True when the hub is to be told as well that the camera's place is observed again.</summary>
    public bool WasGone(DeviceId camera)
    {
        lock (_lock) return _gone.Contains(camera);
    }

    /// <summary>The hub knows that the camera is in order.</summary>
    public void Told(DeviceId camera)
    {
        lock (_lock)
        {
            _gone.Remove(camera);
            if (_faults.GetValueOrDefault(camera) is not { Count: > 0 }) _inOrder.Add(camera);
        }
    }

    /// <summary>The property is gone: nobody knows whether the fault is, so no end is told of it.</summary>
    public void Forget(DeviceId camera, string property)
    {
        lock (_lock) _faults.GetValueOrDefault(camera)?.Remove(property);
    }

    /// <summary>Ends that have waited long enough.</summary>
    public IReadOnlyList<(DeviceId Camera, Sighting End)> TakeSettled()
    {
        lock (_lock)
        {
            List<(DeviceId, Sighting)> settled = [.. _waiting.Where(w => time.GetElapsedTime(w.Value.Since) >= Settle).Select(w => (w.Key, w.Value.End))];
            foreach (var (camera, _) in settled) _waiting.Remove(camera);
            return settled;
        }
    }
}
