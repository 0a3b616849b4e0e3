using SafetyHub.Adapters;
using SafetyHub.Grains.Tests.Support;

namespace SafetyHub.Grains.Tests.Adapters;

public sealed class AdapterRosterTests
{
    [Fact]
    public async Task Bridge_ThatNoLongerReports_IsForgottenWithItsAdapters()
    {
        await using var cluster = await HubCluster.StartAsync();
        var roster = cluster.Client.GetGrain<IAdapterRosterGrain>(GrainKeys.AdapterRoster);
        await roster.Report("bridge-b", [Status("town", "bridge-b"), Status("frigate", "bridge-b")]);
        await roster.Report("bridge-a", [Status("town", "bridge-a")]);
        Assert.Equal(["frigate/bridge-b", "town/bridge-a", "town/bridge-b"], (await roster.List()).Select(a => $"{a.Name}/{a.Bridge}"));

        cluster.Clock.Advance(TimeSpan.FromSeconds(20));
        await roster.Report("bridge-a", [Status("town", "bridge-a") with { Connected = false }]);
        cluster.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.False(Assert.Single(await roster.List()).Connected);
    }

    private static AdapterStatus Status(string name, string bridge) => new(
        name, bridge, AdapterKind.Frigate, AdapterWay.Broker, true, TestSignals.Start, "online", null, new Dictionary<string, long> { ["event"] = 1 },
        [new UnmappedSighting("door", null, "events", "person", "no-camera", 1, TestSignals.Start)], 0);
}
