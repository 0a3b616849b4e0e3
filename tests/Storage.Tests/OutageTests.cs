using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using SafetyHub.Devices;
using SafetyHub.Grains.Devices;
using SafetyHub.Grains.Incidents;
using SafetyHub.Silo.Storage;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>The database goes away in the middle of the work, and comes back.</summary>
public sealed class OutageTests(PostgresFixture storage) : IClassFixture<PostgresFixture>
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Append_ServerKilledUnderLoad_WhatWasAcknowledgedIsThereAndTheLogRecovers()
    {
        await using var hub = await storage.NewHubAsync();
        var log = hub.Get<IIncidentLog>();
        var acknowledged = new List<int>();
        await log.AppendAsync(Sample.Append(Sample.Incident(0), signal: "robot-1/first"), None);
        var kill = Task.Run(storage.Cluster.KillAsync);
        for (var i = 1; !kill.IsCompleted; i++)
        {
            if (await TryAppendAsync(log, i)) acknowledged.Add(i);
        }
        await kill;
        Assert.False(await TryAppendAsync(log, 900_000));
        await storage.Cluster.StartAsync();
        await Waiting.UntilAsync(() => TryAppendAsync(log, 900_001), done => done);
        foreach (var i in acknowledged) Assert.NotNull(await log.LoadAsync(Sample.Incident(i), None));
    }

    [Fact]
    public async Task Append_ServerFrozen_FailsInBoundedTimeAndRecovers()
    {
        await using var hub = await storage.NewHubAsync();
        var log = hub.Get<IIncidentLog>();
        Assert.True(await TryAppendAsync(log, 1));
        await storage.Cluster.FreezeAsync();
        try
        {
            var began = Stopwatch.GetTimestamp();
            await Assert.ThrowsAsync<StorageUnavailableException>(() => log.AppendAsync(Sample.Append(Sample.Incident(2)), None));
            Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, AppendQueue.Patience + TimeSpan.FromSeconds(2));
            Assert.Equal(HealthStatus.Unhealthy, (await hub.Get<HealthCheckService>().CheckHealthAsync()).Status);
        }
        finally
        {
            await storage.Cluster.ThawAsync();
        }
        await Waiting.UntilAsync(() => TryAppendAsync(log, 3), done => done);
    }

    [Fact]
    public async Task Telemetry_ServerAwayForAWhile_IsWrittenWhenItIsBack()
    {
        await using var hub = await storage.NewHubAsync();
        await storage.Cluster.StopAsync();
        var device = DeviceId.Parse("robot-1");
        Assert.True(hub.Get<IDeviceLedger>().TryAppendTelemetry(new TelemetryChunk(
            device, Sample.Now, Sample.Now, 1, """[{"at":"2026-03-01T12:00:00Z","values":{"t":1}}]"""u8.ToArray())));
        await storage.Cluster.StartAsync();
        var history = hub.Get<ITelemetryHistory>();
        await Waiting.UntilAsync(() => CountAsync(history, device), count => count == 1);
    }

    [Fact]
    public async Task Registry_SavedByOneProcess_IsSeenByTheOther()
    {
        var options = await storage.NewOptionsAsync();
        await using var one = await storage.HubAsync(options);
        await using var two = await storage.HubAsync(options);
        var id = DeviceId.Parse("robot-1");
        Assert.Null(await two.Get<IDeviceRegistry>().FindAsync(id, None));
        await one.Get<IDeviceRegistry>().SaveAsync(new DeviceRegistration(id, DeviceKind.Robot, "효돌", null, [1], [2], Sample.Now), None);
        await Waiting.UntilAsync(async () => await two.Get<IDeviceRegistry>().FindAsync(id, None), found => found is not null);
    }

    [Fact]
    public async Task Append_TwoProcessesOnOneIncident_ExactlyOneWinsEachVersion()
    {
        var options = await storage.NewOptionsAsync();
        await using var one = await storage.HubAsync(options);
        await using var two = await storage.HubAsync(options);
        for (var version = 0; version < 20; version++)
        {
            var append = Sample.Append(Sample.Incident(1), version);
            var results = await Task.WhenAll(one.Get<IIncidentLog>().AppendAsync(append, None), two.Get<IIncidentLog>().AppendAsync(append, None));
            Assert.Equal([AppendStatus.Appended, AppendStatus.VersionConflict], results.Select(result => result.Status).Order());
        }
    }

    // A reader that meets a connection from before the stop is told so, once for each; that is its caller's to try again.
    private static async Task<int> CountAsync(ITelemetryHistory history, DeviceId device)
    {
        try
        {
            return (await history.ReadAsync(device, null, Sample.Now, Sample.Now, 10, None)).Count;
        }
        catch (NpgsqlException)
        {
            return 0;
        }
    }

    private static async Task<bool> TryAppendAsync(IIncidentLog log, int number)
    {
        try
        {
            return (await log.AppendAsync(Sample.Append(Sample.Incident(number)), None)).Status == AppendStatus.Appended;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }
}
