using Orleans.TestingHost;

namespace SafetyHub.Benchmarks.Spine;

/// <summary>A call that does nothing beside calls of the hub's own grains, in one process.</summary>
internal static class GrainCalls
{
    public static async Task RunAsync(Report report, TimeSpan duration)
    {
        var builder = new InProcessTestClusterBuilder(1);
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        var grains = Enumerable.Range(0, 10_000).Select(n => cluster.Client.GetGrain<INothingGrain>("nothing-" + n)).ToArray();
        var (rate, cost) = await GrainCallBench.RunAsync(n => grains[n].Nothing(), duration);
        report.Add("calls-nothing", new { rate, cost });
        Report.Say($"bare grain call: {rate}/s, {cost} µs CPU");
    }
}
