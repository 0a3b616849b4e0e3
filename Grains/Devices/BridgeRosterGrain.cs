using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Utilities;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>The bridges that are alive; at most as many as there are processes. Nothing is stored.</summary>
[Reentrant]
internal sealed class BridgeRosterGrain(ILogger<BridgeRosterGrain> logger) : Grain, IBridgeRosterGrain
{
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromSeconds(15);

    private readonly ObserverManager<IBridgeLink> _bridges = new(ForgottenAfter, logger);

    public Task Renew(IBridgeLink bridge)
    {
        _bridges.Subscribe(bridge, bridge);
        return Task.CompletedTask;
    }

    public Task Leave(IBridgeLink bridge)
    {
        _bridges.Unsubscribe(bridge);
        return Task.CompletedTask;
    }

    public Task Deliver(DownMessage message) => _bridges.Notify(bridge => bridge.Deliver(message));
}
