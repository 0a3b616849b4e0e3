namespace SafetyHub.Grains.Bridges;

/// <content>Where cameras go. Bounded work: one look at every camera, and at most so many changes in a go.</content>
internal sealed partial class CameraBook
{
    private const int PlacedAtOnce = 1000;
    private const int DisplacedAtOnce = 8;
    private const int DrainedAtOnce = 8;

    private readonly HashSet<BridgeEntry> _changed = [];
    private TimeSpan _filledAt;

    /// <summary>Something happened that a plan may answer at once; without it a plan every now and then is enough.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>How cameras were moved or placed so far, by reason.</summary>
    public Dictionary<string, long> Steps { get; } = new(StringComparer.Ordinal)
    {
        ["placed"] = 0, ["displaced"] = 0, ["drained"] = 0, ["evened"] = 0, ["shed"] = 0, ["ended"] = 0,
    };

    /// <summary>Most numbers that one call of <see cref="Plan"/> hands out, beside one for each camera that changes hands by itself.</summary>
    public int EpochsAtMost => PlacedAtOnce + _cameras.Count;

    /// <summary>
    /// The next step. In this order: what has nothing to analyse goes; what is too much for a bridge goes; cameras that wait are placed, by
    /// priority, larger loads first, then by id, on the bridge with the smallest share of its capacity in use; one that finds no room displaces
    /// others of lower priority; bridges that are drained are emptied; and with nothing else to do the load is evened out.
    /// Returns the bridges whose orders changed.
    /// </summary>
    public IReadOnlyCollection<BridgeEntry> Plan(TimeSpan now)
    {
        _changed.Clear();
        IsDirty = false;
        foreach (var camera in _cameras.Values.Where(camera => camera is { Demand: null, IsLeaving: false, Bridge: not null }).ToList()) Dismiss(camera, null, "ended");
        if (IsSettling(now)) return [.. _changed];
        Shed();
        PlaceWaiting();
        Drain();
        EvenOut(now);
        return [.. _changed];
    }

    private void Shed()
    {
        foreach (var bridge in _bridges.Values)
        {
            while (bridge.Held - bridge.Going > bridge.Capacity)
            {
                var least = bridge.Cameras.Where(camera => !camera.IsLeaving).MinBy(camera => (camera.Priority, -camera.Load, camera.Id.Value))!;
                Dismiss(least, BestFor(least, except: bridge), "shed");
            }
        }
        foreach (var stranded in _cameras.Values.Where(camera => camera is { IsLeaving: false, Bridge: not null } && !camera.Bridge.Reaches(camera)).ToList())
            Dismiss(stranded, BestFor(stranded), "shed");
    }

    private void PlaceWaiting()
    {
        var displaced = 0;
        // Room only shrinks while this goes on: what did not fit for one camera does not fit for the next of the same kind.
        var full = new HashSet<(string? Site, int Load)>();
        var hopeless = new HashSet<(string? Site, int Load, int Priority)>();
        var waiting = _cameras.Values.Where(camera => camera.IsWaiting)
            .OrderByDescending(camera => camera.Priority).ThenByDescending(camera => camera.Load).ThenBy(camera => camera.Id.Value, StringComparer.Ordinal);
        foreach (var camera in waiting.Take(PlacedAtOnce).ToList())
        {
            if (ComesLater(camera)) continue;
            var kind = (camera.Demand!.Site, camera.Load);
            var ranked = (camera.Demand.Site, camera.Load, camera.Priority);
            if (!full.Contains(kind) && BestFor(camera) is { } best)
            {
                Place(camera, best);
                continue;
            }
            full.Add(kind);
            if (displaced == DisplacedAtOnce || hopeless.Contains(ranked)) continue;
            if (Displace(camera)) displaced++;
            else hopeless.Add(ranked);
        }
    }

    /// <summary>Room is being made for it: it is placed as soon as there is, or looks for another place when there will be none.</summary>
    private bool ComesLater(CameraEntry camera)
    {
        if (camera.Next is not { } kept) return false;
        if (kept.Takes(camera) && kept.Held + camera.Load <= kept.Capacity) Place(camera, kept);
        else if (kept.Takes(camera) && kept.Going > 0) return true;
        else SetNext(camera, null);
        return camera.Bridge is not null;
    }

    private BridgeEntry? BestFor(CameraEntry camera, BridgeEntry? except = null)
    {
        BridgeEntry? best = null;
        var share = double.PositiveInfinity;
        foreach (var bridge in _bridges.Values)
        {
            if (bridge == except || !bridge.Takes(camera) || !bridge.HasRoomFor(camera.Load)) continue;
            var then = bridge.Share(camera.Load);
            if (then > share || (then.Equals(share) && string.CompareOrdinal(bridge.Id, best!.Id) > 0)) continue;
            (best, share) = (bridge, then);
        }
        return best;
    }

    /// <summary>Makes room for a camera by sending away some of lower priority, as few and as unimportant ones as do. The room is kept for it.</summary>
    private bool Displace(CameraEntry camera)
    {
        var choice = _bridges.Values.Where(bridge => bridge.Takes(camera))
            .Select(bridge => (Bridge: bridge, Victims: Victims(bridge, camera)))
            .Where(found => found.Victims is not null)
            .OrderBy(found => found.Victims!.Max(victim => victim.Priority)).ThenBy(found => found.Victims!.Count).ThenBy(found => found.Bridge.Id, StringComparer.Ordinal)
            .FirstOrDefault();
        if (choice.Bridge is null) return false;
        foreach (var victim in choice.Victims!) Dismiss(victim, null, "displaced");
        SetNext(camera, choice.Bridge);
        return true;
    }

    private static List<CameraEntry>? Victims(BridgeEntry bridge, CameraEntry camera)
    {
        var missing = bridge.Held - bridge.Going + bridge.Coming + camera.Load - bridge.Capacity;
        var victims = new List<CameraEntry>();
        foreach (var victim in bridge.Cameras.Where(held => !held.IsLeaving && held.Priority < camera.Priority).OrderBy(held => (held.Priority, -held.Load, held.Id.Value)))
        {
            if (missing <= 0) break;
            victims.Add(victim);
            missing -= victim.Load;
        }
        return missing <= 0 && victims.Count > 0 ? victims : null;
    }

    private void Drain()
    {
        var moves = 0;
        foreach (var camera in _bridges.Values.Where(bridge => bridge.IsDraining).SelectMany(bridge => bridge.Cameras).Where(camera => !camera.IsLeaving).ToList())
        {
            if (moves == DrainedAtOnce) return;
            if (BestFor(camera) is not { } best) continue;
            Dismiss(camera, best, "drained");
            moves++;
        }
    }

    private void EvenOut(TimeSpan now)
    {
        var most = Math.Max(1, _options.MovesPerMinute / 6.0);
        foreach (var bridge in _bridges.Values) bridge.Moves = Math.Min(most, bridge.Moves + ((now - _filledAt).TotalMinutes * _options.MovesPerMinute));
        _filledAt = now;
        while (_options.MovesPerMinute > 0 && FindMove() is var (camera, to) && camera is not null)
        {
            Dismiss(camera, to, "evened");
            to!.Moves--;
        }
    }

    private (CameraEntry? Camera, BridgeEntry? To) FindMove()
    {
        var from = _bridges.Values.Where(bridge => !bridge.IsDraining && bridge.Cameras.Count > 0).MaxBy(bridge => (bridge.Share(), bridge.Id));
        if (from is null) return default;
        foreach (var to in _bridges.Values.Where(bridge => bridge is { IsDraining: false, Moves: >= 1 } && from.Share() - bridge.Share() > _options.UnevenFrom)
            .OrderBy(bridge => bridge.Share()).ThenBy(bridge => bridge.Id, StringComparer.Ordinal))
        {
            // Only a move after which the taker stands no higher than the giver did: never back and forth.
            var camera = from.Cameras.Where(held => !held.IsLeaving && to.Reaches(held) && to.HasRoomFor(held.Load) && to.Share(held.Load) < from.Share())
                .MaxBy(held => (held.Load, held.Id.Value));
            if (camera is not null) return (camera, to);
        }
        return default;
    }

    private void Place(CameraEntry camera, BridgeEntry bridge)
    {
        SetNext(camera, null);
        Attach(camera, bridge, NextEpoch++);
        _changed.Add(bridge);
        Steps["placed"]++;
    }

    /// <summary>Its bridge has to stop it; then it goes on to <paramref name="next"/>.</summary>
    private void Dismiss(CameraEntry camera, BridgeEntry? next, string reason)
    {
        var bridge = camera.Bridge!;
        camera.IsLeaving = true;
        bridge.Going += camera.Load;
        SetNext(camera, next);
        _changed.Add(bridge);
        Steps[reason]++;
    }

    /// <summary>Nobody runs it any more.</summary>
    private void Free(CameraEntry camera)
    {
        Detach(camera);
        IsDirty = true;
        if (camera.Demand is not null) return;
        SetNext(camera, null);
        _cameras.Remove(camera.Id);
    }

    private static void Attach(CameraEntry camera, BridgeEntry bridge, long epoch)
    {
        (camera.Bridge, camera.Epoch, camera.IsLeaving, camera.GrantedUntil) = (bridge, epoch, false, CameraEntry.NeverGranted);
        bridge.Cameras.Add(camera);
        bridge.Held += camera.Load;
    }

    private static void Detach(CameraEntry camera)
    {
        var bridge = camera.Bridge!;
        bridge.Cameras.Remove(camera);
        bridge.Held -= camera.Load;
        if (camera.IsLeaving) bridge.Going -= camera.Load;
        (camera.Bridge, camera.IsLeaving) = (null, false);
    }

    private static void SetNext(CameraEntry camera, BridgeEntry? next)
    {
        if (camera.Next is { } before) before.Coming -= camera.Load;
        camera.Next = next;
        if (next is not null) next.Coming += camera.Load;
    }

    private static void SetLoad(CameraEntry camera, int load)
    {
        var more = load - camera.Load;
        camera.Load = load;
        if (camera.Next is { } next) next.Coming += more;
        if (camera.Bridge is not { } bridge) return;
        bridge.Held += more;
        if (camera.IsLeaving) bridge.Going += more;
    }
}
