using SafetyHub.Scenarios.Crash;
using SafetyHub.Testing;

namespace SafetyHub.Benchmarks;

/// <summary>The long form of the crash test: <c>./hub bench crash</c>.</summary>
internal static class CrashBench
{
    private const int Devices = 20;
    private const int EventsPerDevice = 1200;

    public static async Task<int> RunAsync(BenchOptions options)
    {
        var report = new Report("crash", options.Out);
        var holds = true;
        if (options.Storage is "sqlite" or "both") holds &= await RunAsync("sqlite", "", options, report);
        if (options.Storage is "sqlite") return holds ? 0 : 1;
        await using var postgres = await PostgresCluster.StartNewAsync();
        holds &= await RunAsync("postgres", await postgres.CreateDatabaseAsync(), options, report);
        return holds ? 0 : 1;
    }

    private static async Task<bool> RunAsync(string storage, string connectionString, BenchOptions options, Report report)
    {
        var seed = Environment.TickCount;
        Report.Say($"crash test on {storage}: {options.Kills} kills, {Devices} robots, {Devices * EventsPerDevice} events, seed {seed}");
        var result = await CrashScenario.RunAsync(new CrashPlan(Devices, EventsPerDevice, options.Kills, seed), connectionString, Report.Say);
        report.Add(storage, result);
        Report.Say($"{storage}: {result.Kills} kills, {result.History.Acknowledged} events acknowledged ({result.Sent} sent), {result.History.Incidents} incidents, "
            + $"{result.History.Lost.Count} lost, {result.History.Doubled.Count} doubled, slowest start {result.SlowestRestart.TotalSeconds:F1} s, took {result.Elapsed.TotalMinutes:F1} min");
        return result.History.Holds;
    }
}
