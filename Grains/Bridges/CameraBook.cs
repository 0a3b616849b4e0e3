using SafetyHub.Bridges;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Bridges;

/// <summary>
/// Who analyses what, and every decision about it; no clock, no I/O, one thread. A camera changes hands only when its bridge has said that it
/// stopped, or when the lease that was last answered to it is over: two bridges never hold one camera.
/// </summary>
internal sealed partial class CameraBook
{
    // So that the first bridge of a starting cluster does not get everything.
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, BridgeEntry> _bridges = new(StringComparer.Ordinal);
    private readonly Dictionary<DeviceId, CameraEntry> _cameras = [];
    private readonly List<LostBridge> _lost = [];
    private readonly HashSet<string> _awaited;
    private readonly BridgeOptions _options;
    private readonly TimeSpan _awaitedUntil;
    private TimeSpan _gatheredAt;

    /// <param name="options">The terms.</param>
    /// <param name="before">Bridges that an earlier scheduler may have given cameras: nothing is given away before each has reported or its lease is over.</param>
    /// <param name="firstEpoch">First number to hand out; higher than any before.</param>
    /// <param name="now">Monotonic time.</param>
    public CameraBook(BridgeOptions options, IEnumerable<string> before, long firstEpoch, TimeSpan now)
    {
        (_options, NextEpoch, _awaitedUntil, _filledAt) = (options, firstEpoch, now + options.Lease, now);
        _awaited = new HashSet<string>(before, StringComparer.Ordinal);
    }

    public long NextEpoch { get; private set; }

    public IReadOnlyCollection<BridgeEntry> Bridges => _bridges.Values;

    public IReadOnlyCollection<CameraEntry> Cameras => _cameras.Values;

    public IReadOnlyList<LostBridge> LostBridges => _lost;

    public BridgeEntry? Find(string bridgeId) => _bridges.GetValueOrDefault(bridgeId);

    /// <summary>True while nothing is given away: bridges of before have not all reported, or the first ones are just gathering.</summary>
    public bool IsSettling(TimeSpan now) => IsAwaiting(now) || now < _gatheredAt;

    /// <summary>Takes a report; null when a newer one of the same bridge is known.</summary>
    public BridgeEntry? Report(BridgeReport report, TimeSpan now)
    {
        if (_bridges.TryGetValue(report.BridgeId, out var bridge))
        {
            if (report.Sequence <= bridge.Report.Sequence) return null;
            IsDirty |= !report.Capacity.Equals(bridge.Report.Capacity);
            bridge.Heard(report, now);
        }
        else
        {
            _bridges[report.BridgeId] = bridge = new BridgeEntry(report, now);
            _lost.RemoveAll(lost => lost.Report.BridgeId == report.BridgeId);
            IsDirty = true;
            if (_bridges.Count == 1) _gatheredAt = now + Gathering;
        }
        var adopting = IsAwaiting(now);
        foreach (var held in report.Cameras) Note(bridge, held, adopting);
        _awaited.Remove(report.BridgeId);
        var running = report.Cameras.Select(held => held.Camera).ToHashSet();
        foreach (var stopped in bridge.Cameras.Where(camera => camera.IsLeaving && !running.Contains(camera.Id)).ToList()) Free(stopped);
        return bridge;
    }

    /// <summary>What the bridge may run from now on, and for how long.</summary>
    public BridgeOrders Orders(BridgeEntry bridge, TimeSpan now)
    {
        var orders = new List<CameraOrder>(bridge.Cameras.Count);
        foreach (var camera in bridge.Cameras)
        {
            if (camera.IsLeaving) continue;
            camera.GrantedUntil = now + _options.Lease;
            orders.Add(new CameraOrder(camera.Id, camera.Epoch, camera.Demand?.Version ?? 0));
        }
        return new BridgeOrders(_options.Lease, orders);
    }

    /// <summary>Takes out bridges that are not heard of any more, and frees cameras whose last lease is over. Returns the bridges lost.</summary>
    public IReadOnlyList<LostBridge> Expire(TimeSpan now)
    {
        var gone = _bridges.Values.Where(bridge => now - bridge.HeardAt >= _options.Lease).Select(bridge => new LostBridge(bridge.Report, bridge.Cameras.Count, bridge.HeardAt)).ToList();
        foreach (var lost in gone)
        {
            Remove(_bridges[lost.Report.BridgeId]);
            _lost.Add(lost);
        }
        if (_lost.Count > LostBridge.Remembered) _lost.RemoveRange(0, _lost.Count - LostBridge.Remembered);
        _lost.RemoveAll(lost => now - lost.HeardAt > LostBridge.RememberedFor);
        foreach (var camera in _cameras.Values)
        {
            if (camera.IsLeaving && now >= camera.GrantedUntil) Free(camera);
        }
        return gone;
    }

    /// <summary>The bridge has stopped all its cameras.</summary>
    public void Leave(string bridgeId)
    {
        _awaited.Remove(bridgeId);
        if (_bridges.TryGetValue(bridgeId, out var bridge)) Remove(bridge);
    }

    /// <summary>Empties a bridge step by step, or lets it take cameras again; false when it is not alive.</summary>
    public bool Drain(string bridgeId, bool draining)
    {
        if (!_bridges.TryGetValue(bridgeId, out var bridge)) return false;
        bridge.IsDraining = draining;
        if (draining) ForgetNext(bridge);
        IsDirty = true;
        return true;
    }

    /// <summary>What a camera asks for; null when there is nothing to analyse.</summary>
    public void Ask(DeviceId id, CameraDemand? demand)
    {
        if (demand is null && !_cameras.ContainsKey(id)) return;
        var camera = Camera(id);
        IsDirty |= camera.Demand != demand;
        camera.Demand = demand;
        if (demand is not null) SetLoad(camera, BridgeEntry.Thousandths(demand.Load));
        if (demand is not null || camera.Bridge is not null) return;
        SetNext(camera, null);
        _cameras.Remove(id);
    }

    private bool IsAwaiting(TimeSpan now) => _awaited.Count > 0 && now < _awaitedUntil;

    private CameraEntry Camera(DeviceId id)
    {
        if (!_cameras.TryGetValue(id, out var camera)) _cameras[id] = camera = new CameraEntry(id);
        return camera;
    }

    private void Note(BridgeEntry bridge, HeldCamera held, bool adopting)
    {
        // A camera or a bridge may know higher numbers than storage does, for example after a backup was restored.
        NextEpoch = Math.Max(NextEpoch, Math.Max(held.Epoch, held.RefusedAt ?? 0) + 1);
        var known = _cameras.GetValueOrDefault(held.Camera);
        if (known?.Bridge == bridge)
        {
            if (held.RefusedAt is not null && held.Epoch == known.Epoch) known.Epoch = NextEpoch++;
        }
        else if (adopting && held.RefusedAt is null && held.Epoch > (known?.Epoch ?? 0))
        {
            Adopt(Camera(held.Camera), bridge, held);
        }
    }

    /// <summary>An earlier scheduler gave it to this bridge, and its lease still runs.</summary>
    private static void Adopt(CameraEntry camera, BridgeEntry bridge, HeldCamera held)
    {
        if (camera.Bridge is not null) Detach(camera);
        camera.Demand ??= new CameraDemand(held.Load, 0, null, CameraSite.Standard);
        SetLoad(camera, BridgeEntry.Thousandths(camera.Demand.Load));
        Attach(camera, bridge, held.Epoch);
    }

    private void ForgetNext(BridgeEntry bridge)
    {
        foreach (var camera in _cameras.Values.Where(camera => camera.Next == bridge)) SetNext(camera, null);
    }

    private void Remove(BridgeEntry bridge)
    {
        _bridges.Remove(bridge.Id);
        ForgetNext(bridge);
        foreach (var camera in bridge.Cameras.ToList()) Free(camera);
    }
}

/// <summary>A bridge that stopped reporting without a word.</summary>
/// <param name="Report">Its last report.</param>
/// <param name="Cameras">How many cameras it had.</param>
/// <param name="HeardAt">When it was last heard, monotonic.</param>
internal sealed record LostBridge(BridgeReport Report, int Cameras, TimeSpan HeardAt)
{
    public const int Remembered = 32;
    public static readonly TimeSpan RememberedFor = TimeSpan.FromHours(24);
}
