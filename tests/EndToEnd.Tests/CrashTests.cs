using SafetyHub.Scenarios.Crash;
using Xunit;
using Xunit.Abstractions;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>The crash test in its short form; the long form is <c>./hub bench crash</c>.</summary>
[Collection(WholeHub.Name)]
public sealed class CrashTests(Postgres postgres, ITestOutputHelper output)
{
    private static readonly CrashPlan Short = new(Devices: 10, EventsPerDevice: 60, Kills: 4, Seed: 20261122);

    [Fact]
    public Task HubOnSqlite_KilledAgainAndAgain_EveryAcknowledgedEventIsInOneIncident() => RunAsync("");

    [Fact]
    public async Task HubOnPostgres_KilledAgainAndAgain_EveryAcknowledgedEventIsInOneIncident() => await RunAsync(await postgres.Cluster.CreateDatabaseAsync());

    private async Task RunAsync(string connectionString)
    {
        var report = await CrashScenario.RunAsync(Short, connectionString, output.WriteLine);
        output.WriteLine(report.ToString());
        Assert.Equal(Short.Devices * Short.EventsPerDevice, report.History.Acknowledged);
        Assert.True(report.History.Holds, $"lost: {string.Join(", ", report.History.Lost)}; doubled: {string.Join(", ", report.History.Doubled)}");
    }
}
