using Microsoft.Extensions.Logging;
using Orleans.Utilities;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring;

/// <summary>What the screens of a district follow: passes each change on to every web host that has renewed its subscription lately.</summary>
public sealed class DistrictFeedGrain : Grain, IDistrictFeedGrain
{
    private readonly ObserverManager<IIncidentObserver> _observers;

    /// <summary>Starts with no subscribers; they renew within seconds.</summary>
    public DistrictFeedGrain(TimeProvider clock, ILogger<DistrictFeedGrain> logger) =>
        _observers = new ObserverManager<IIncidentObserver>(Expiry, logger) { GetDateTime = () => clock.GetUtcNow().UtcDateTime };

    /// <summary>A subscriber that has not renewed for this long is forgotten.</summary>
    public static TimeSpan Expiry { get; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public Task Publish(IncidentSnapshot incident)
    {
        // Observers are one-way: this puts messages on their way and waits for none of them. One that throws is dropped by the manager.
        _ = _observers.Notify(observer => observer.Changed(incident));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Warn(UnstoredCall call)
    {
        _ = _observers.Notify(observer => observer.Warned(call));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Subscribe(IIncidentObserver observer)
    {
        _observers.ClearExpired();
        _observers.Subscribe(observer, observer);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Unsubscribe(IIncidentObserver observer)
    {
        _observers.Unsubscribe(observer);
        return Task.CompletedTask;
    }
}
