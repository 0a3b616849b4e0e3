using Orleans.Concurrency;
using SafetyHub.Incidents;

namespace SafetyHub.Monitoring;

/// <summary>
/// What the screens of a district follow. Best effort and fast: the truth is the incident log, and a screen that missed something asks
/// <see cref="IIncidentQueries.ChangedSinceAsync"/>.
/// </summary>
[Alias("hub.IDistrictFeedGrain")]
public interface IDistrictFeedGrain : IGrainWithStringKey
{
    /// <summary>Tells every subscriber; never waits for one.</summary>
    [OneWay, Alias("Publish")] Task Publish(IncidentSnapshot incident);

    /// <summary>Tells every subscriber of a call for help that is not on disk yet, or is now; never waits for one and needs no storage.</summary>
    [OneWay, Alias("Warn")] Task Warn(UnstoredCall call);

    /// <summary>Adds a web host or renews it; forgotten after 15 s without renewal.</summary>
    [Alias("Subscribe")] Task Subscribe(IIncidentObserver observer);

    /// <summary>Takes a web host off the list.</summary>
    [Alias("Unsubscribe")] Task Unsubscribe(IIncidentObserver observer);
}

/// <summary>A web host's ear.</summary>
[Alias("hub.IIncidentObserver")]
public interface IIncidentObserver : IGrainObserver
{
    /// <summary>An incident changed.</summary>
    [OneWay, Alias("Changed")] Task Changed(IncidentSnapshot incident);

    /// <summary>A call for help is not on disk yet, or is now.</summary>
    [OneWay, Alias("Warned")] Task Warned(UnstoredCall call);
}

/// <summary>The live list of incidents inside a web host, for pages and the SignalR hub alike.</summary>
public interface IIncidentFeed
{
    /// <summary>The open incidents now and those resolved within the last minutes; an immutable list, safe to keep.</summary>
    IReadOnlyList<IncidentSnapshot> Current { get; }

    /// <summary>Calls for help that have arrived and are not on disk yet, oldest first; at most 100.</summary>
    IReadOnlyList<UnstoredCall> Unstored { get; }

    /// <summary>Highest change number seen.</summary>
    long Sequence { get; }

    /// <summary>When the feed last proved that it is alive, UTC; screens show it when it is old.</summary>
    DateTimeOffset LastTickAt { get; }

    /// <summary>Calls back on every change, on an arbitrary thread; must return fast. Dispose to end.</summary>
    IDisposable OnChanged(Action<IncidentSnapshot> callback);
}
