using SafetyHub.Bridges;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Leases;

/// <summary>
/// Which cameras this bridge may analyse, under which number and until when. Time is the local monotonic clock, counted from before the report
/// was sent that the orders answer, so that no clock of another machine is trusted. Any thread.
/// </summary>
internal sealed class LeaseTable(TimeProvider clock)
{
    /// <summary>The part of a lease that is used; in the rest everything is stopped before the camera may be given elsewhere.</summary>
    public const double UsedPart = 0.8;
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<DeviceId, HeldLease> _held = [];
    private long _sentAt;
    private TimeSpan _validFor;
    private bool _changed;

    /// <summary>Time until everything has to be stopped; zero or less when it has.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (_lock) return _validFor - clock.GetElapsedTime(_sentAt);
        }
    }

    /// <summary>Takes over orders that answer a report sent at <paramref name="sentAt"/>.</summary>
    public void Take(BridgeOrders orders, long sentAt)
    {
        if (orders.Lease <= TimeSpan.Zero) return;
        lock (_lock)
        {
            (_sentAt, _validFor) = (sentAt, orders.Lease * UsedPart);
            var listed = new HashSet<DeviceId>(orders.Cameras.Count);
            foreach (var order in orders.Cameras)
            {
                listed.Add(order.Camera);
                if (!_held.TryGetValue(order.Camera, out var lease) || lease.Epoch != order.Epoch) Put(order.Camera, lease = new HeldLease(order.Epoch, clock.GetTimestamp()));
                lease.IsOutdated |= order.Version > lease.Version;
            }
            foreach (var camera in _held.Keys.Except(listed).ToList()) Remove(camera);
        }
        DropLapsed();
    }

    /// <summary>Gives everything up when its time is over. Returns how many cameras that were.</summary>
    public int DropLapsed()
    {
        lock (_lock)
        {
            if (_held.Count == 0 || Remaining > TimeSpan.Zero) return 0;
            return ClearNeedsLock();
        }
    }

    /// <summary>Gives everything up.</summary>
    public int Clear()
    {
        lock (_lock) return ClearNeedsLock();
    }

    /// <summary>Cameras to be told that they are analysed here: new ones, changed ones, those whose picture came or went, and each every 5 s.</summary>
    public IReadOnlyList<DueLease> Due(Func<DeviceId, CameraPicture> pictureOf)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            var due = new List<DueLease>();
            foreach (var (camera, lease) in _held)
            {
                lease.Note(pictureOf(camera), now);
                if (lease.RefusedAt is not null || !(lease.IsNew || lease.IsOutdated || lease.Told != lease.Picture || clock.GetElapsedTime(lease.ToldAt, now) >= TellEvery)) continue;
                due.Add(new DueLease(camera, lease.Epoch, lease.Picture, clock.GetElapsedTime(lease.PictureSince, now)));
            }
            return due;
        }
    }

    /// <summary>The camera answered; <paramref name="make"/> turns a new source into an assignment.</summary>
    public void Answered(DueLease asked, CameraLeaseAnswer answer, Func<CameraSource, CameraAssignment> make)
    {
        lock (_lock)
        {
            if (!_held.TryGetValue(asked.Camera, out var lease) || lease.Epoch != asked.Epoch) return;
            (lease.Told, lease.ToldAt, lease.IsNew, lease.IsOutdated) = (asked.Picture, clock.GetTimestamp(), false, false);
            if (answer.Source is { } source)
            {
                if (lease.Assignment is not null && lease.Version == source.Version) return;
                (lease.Version, lease.Load) = (source.Version, CameraLoad.At(source.FramesPerSecond));
                lease.Assignment = make(source) with { Epoch = lease.Epoch };
                _changed = true;
            }
            else
            {
                _changed |= lease.Assignment is not null;
                (lease.Assignment, lease.RefusedAt) = (null, answer.Epoch >= lease.Epoch ? answer.Epoch : null);
            }
        }
    }

    /// <summary>What may be analysed now, when that changed since the last call.</summary>
    public IReadOnlyList<CameraAssignment>? TakeChange()
    {
        lock (_lock)
        {
            if (!_changed) return null;
            _changed = false;
            return [.. _held.Values.Select(lease => lease.Assignment).OfType<CameraAssignment>()];
        }
    }

    /// <summary>All leases with their numbers, for the report.</summary>
    public IReadOnlyList<HeldCamera> Held()
    {
        lock (_lock) return [.. _held.Select(pair => new HeldCamera(pair.Key, pair.Value.Epoch, pair.Value.Load, pair.Value.Picture, pair.Value.RefusedAt))];
    }

    private void Put(DeviceId camera, HeldLease lease)
    {
        Remove(camera);
        _held[camera] = lease;
    }

    private void Remove(DeviceId camera)
    {
        if (_held.Remove(camera, out var lease)) _changed |= lease.Assignment is not null;
    }

    private int ClearNeedsLock()
    {
        var count = _held.Count;
        foreach (var camera in _held.Keys.ToList()) Remove(camera);
        return count;
    }

    private sealed class HeldLease(long epoch, long now)
    {
        public long Epoch { get; } = epoch;
        public CameraAssignment? Assignment { get; set; }
        public int Version { get; set; }
        public double Load { get; set; } = 1;
        public bool IsNew { get; set; } = true;
        public bool IsOutdated { get; set; }
        public long? RefusedAt { get; set; }
        public long ToldAt { get; set; } = now;
        public CameraPicture Told { get; set; }
        public CameraPicture Picture { get; private set; }
        public long PictureSince { get; private set; } = now;

        public void Note(CameraPicture picture, long at)
        {
            if (picture == Picture) return;
            (Picture, PictureSince) = (picture, at);
        }
    }
}

/// <summary>A camera to be told that it is analysed here.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Epoch">The number of the lease.</param>
/// <param name="Picture">Whether its pictures come.</param>
/// <param name="PictureFor">Since when.</param>
internal readonly record struct DueLease(DeviceId Camera, long Epoch, CameraPicture Picture, TimeSpan PictureFor);
