using SafetyHub.Scenarios.Faults;
using SafetyHub.Testing;

namespace SafetyHub.Benchmarks;

/// <summary>The long form of the fault matrix: <c>./hub bench faults</c>.</summary>
internal static class FaultsBench
{
    public static async Task<int> RunAsync(BenchOptions options)
    {
        var rows = FaultMatrix.Names.Where(r => options.Only is null || r.Split('+').Contains(options.Only) || r == options.Only).ToArray();
        if (rows.Length == 0) throw new ArgumentException($"There is no fault '{options.Only}'; there are {string.Join(", ", FaultMatrix.Names)}");
        var report = new Report("faults", options.Out);
        await using var postgres = await PostgresCluster.StartNewAsync();
        var failed = 0;
        foreach (var row in rows)
        {
            var result = await FaultMatrix.RunAsync(row, thorough: true, postgres);
            report.Add(row, result);
            Report.Say(result.ToString());
            if (!result.Holds) failed++;
        }
        return failed == 0 ? 0 : 1;
    }
}
