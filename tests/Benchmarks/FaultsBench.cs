using SafetyHub.Scenarios.Faults;
using SafetyHub.Testing;

namespace SafetyHub.Benchmarks;

/// <summary>The long form of the fault matrix: <c>./hub bench faults</c>.</summary>
internal static class FaultsBench
{
    public static async Task<int> RunAsync(BenchOptions options)
    {
        var report = new Report("faults", options.Out);
        await using var postgres = await PostgresCluster.StartNewAsync();
        var failed = 0;
        foreach (var row in FaultMatrix.Names.Where(r => options.Only is null || r == options.Only))
        {
            var result = await FaultMatrix.RunAsync(row, thorough: true, postgres);
            report.Add(row, result);
            Report.Say(result.ToString());
            if (!result.Holds) failed++;
        }
        return failed == 0 ? 0 : 1;
    }
}
