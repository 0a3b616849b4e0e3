using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.DeviceBridge.Tests.Hub;

/// <summary>A feed that writes into the book what the bridge warns of.</summary>
public sealed class TestFeedGrain(DeviceBook book) : Grain, IDistrictFeedGrain
{
    public Task Publish(IncidentSnapshot incident) => Task.CompletedTask;

    public Task Warn(UnstoredCall call)
    {
        book.Warnings.Enqueue(call);
        return Task.CompletedTask;
    }

    public Task Subscribe(IIncidentObserver observer) => Task.CompletedTask;

    public Task Unsubscribe(IIncidentObserver observer) => Task.CompletedTask;
}
