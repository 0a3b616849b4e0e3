using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <content>What the camera is watched for, where and when.</content>
internal sealed partial class CameraGrain
{
    private CameraWatch? _watch;

    /// <summary>A camera from before there was a watch has the forbidden zones of its source.</summary>
    private CameraWatch Watch => _watch ??= State.Watch is { } stored
        ? WatchShelf.Read(stored)
        : ForbiddenZones.Put(CameraWatch.None, State.Source is { } source ? [.. source.Zones.Select(CameraRules.ToZone)] : []);

    private bool IsPrivate => Watch.IsPrivate(CityDay.Local(Services.Time.GetUtcNow()));

    public Task<CameraSettings> GetSettings() => Task.FromResult(new CameraSettings(Source(), Watch, State.Watch?.Version ?? 0, _condition, UnseenDays()));

    public async Task<WatchChange> SetWatch(CameraWatch watch, int? ifVersion)
    {
        ArgumentNullException.ThrowIfNull(watch);
        var now = State.Watch?.Version ?? 0;
        if (ifVersion is { } expected && expected != now) return new WatchChange(now, null, IsOutdated: true);
        if (WatchRules.Fault(watch) is { } fault) return new WatchChange(now, fault, IsOutdated: false);
        Put(watch);
        Upkeep.ViewAcceptedAt = Services.Time.GetUtcNow();
        // What a bridge holds is told by the source's version, so a new watch is a new version of the source too.
        if (State.Source is { } source) source.Version++;
        await SaveAsync();
        _ = TellSchedulerAsync();
        return new WatchChange(State.Watch!.Version, null, IsOutdated: false);
    }

    private CameraSource Complete(CameraSource source) => source with { ForbiddenZones = ForbiddenZones.In(Watch), Watch = Watch, Faults = KnownFaults() };

    /// <summary>The short form of a watch; unchanged zones leave it as it is, so that setting only the address loses nothing.</summary>
    private void ForbidZones(IReadOnlyList<CameraZone> zones)
    {
        if (!IsSame(zones, ForbiddenZones.In(Watch))) Put(ForbiddenZones.Put(Watch, zones));
    }

    private void Put(CameraWatch watch)
    {
        State.Watch = WatchShelf.Store(watch, (State.Watch?.Version ?? 0) + 1);
        _watch = null;
    }

    private static bool IsSame(IReadOnlyList<CameraZone> left, IReadOnlyList<CameraZone> right) =>
        left.Count == right.Count && left.Zip(right).All(pair => pair.First.Name == pair.Second.Name && pair.First.Polygon.SequenceEqual(pair.Second.Polygon));
}
