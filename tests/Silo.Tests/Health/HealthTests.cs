using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using SafetyHub.Silo.Alerts;
using SafetyHub.Silo.Health;
using SafetyHub.Silo.Tests.Support;

namespace SafetyHub.Silo.Tests.Health;

public sealed class HealthTests
{
    private readonly FakeTimeProvider _clock = new(Samples.Noon);

    [Fact]
    public async Task Loops_OneIsSilent_AreUnhealthyWithItsName()
    {
        var auditor = new LoopAuditor(_clock);
        var pulse = auditor.Watch("incident-sweeper", TimeSpan.FromSeconds(10));
        auditor.Watch("device-sweeper", TimeSpan.FromSeconds(60));
        _clock.Advance(TimeSpan.FromSeconds(11));

        var stalled = await new LoopsCheck(auditor).CheckHealthAsync(new HealthCheckContext());
        pulse.Beat();
        var turning = await new LoopsCheck(auditor).CheckHealthAsync(new HealthCheckContext());

        Assert.Equal((HealthStatus.Unhealthy, "incident-sweeper has not done its work for 11 s"), (stalled.Status, stalled.Description));
        Assert.Equal((HealthStatus.Healthy, "2 loops turn"), (turning.Status, turning.Description));
    }

    [Fact]
    public async Task Liveness_LoopIsSilentBeyondHope_AsksForANewStart()
    {
        var auditor = new LoopAuditor(_clock);
        auditor.Watch("incident-sweeper", TimeSpan.FromSeconds(10));
        using var threads = new ThreadPoolWatch(_clock);
        var check = new LivenessCheck(threads, auditor);

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(new HealthCheckContext())).Status);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HealthStatus.Unhealthy, (await check.CheckHealthAsync(new HealthCheckContext())).Status);
    }

    [Fact]
    public async Task Liveness_LoopTurnsWithoutItsStorage_StaysAlive()
    {
        var auditor = new LoopAuditor(_clock);
        var pulse = auditor.Watch("incident-sweeper", TimeSpan.FromSeconds(10));
        using var threads = new ThreadPoolWatch(_clock);

        _clock.Advance(TimeSpan.FromMinutes(10));
        pulse.Turn();

        Assert.Equal(HealthStatus.Healthy, (await new LivenessCheck(threads, auditor).CheckHealthAsync(new HealthCheckContext())).Status);
        Assert.Equal(HealthStatus.Unhealthy, (await new LoopsCheck(auditor).CheckHealthAsync(new HealthCheckContext())).Status);
    }

    [Fact]
    public async Task Outbox_AlertWaitsForMinutes_IsDegradedNotUnready()
    {
        var outbox = new MemoryOutbox();
        outbox.Add(Samples.Order(SafetyHub.Alerts.AlertChannel.WebPush, "worker:park"));
        _clock.Advance(TimeSpan.FromMinutes(2));

        var result = await new OutboxCheck(outbox, _clock).CheckHealthAsync(new HealthCheckContext());

        Assert.Equal((HealthStatus.Degraded, "1 alerts pending, the most overdue waits 120 s"), (result.Status, result.Description));
    }

    [Fact]
    public async Task Answer_CheckThrows_NamesTheKindOfFailureAndNoSecret()
    {
        var report = await ReportAsync(checks => checks
            .AddCheck("storage", () => throw new InvalidOperationException("Password=hunter2"))
            .AddCheck("video", () => HealthCheckResult.Degraded("reduced accuracy: no detection model is prepared")));

        var answer = HealthAnswer.Of(report);

        Assert.Equal("unhealthy", answer.Status);
        Assert.Equal(new HealthPart("unhealthy", "it failed: InvalidOperationException"), answer.Parts["storage"]);
        Assert.Equal(new HealthPart("degraded", "reduced accuracy: no detection model is prepared"), answer.Parts["video"]);
    }

    [Fact]
    public async Task Reporter_AskedByMany_RunsTheChecksOnceASecond()
    {
        var runs = 0;
        var services = new ServiceCollection().AddLogging();
        services.AddHealthChecks().AddCheck("counted", () =>
        {
            Interlocked.Increment(ref runs);
            return HealthCheckResult.Healthy();
        });
        await using var provider = services.BuildServiceProvider();
        var reporter = new HealthReporter(provider.GetRequiredService<HealthCheckService>(), _clock);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => reporter.ReadyAsync()));
        Assert.Equal(1, runs);
        _clock.Advance(TimeSpan.FromSeconds(1.1));
        await reporter.ReadyAsync();
        Assert.Equal(2, runs);
    }

    private static async Task<HealthReport> ReportAsync(Action<IHealthChecksBuilder> add)
    {
        var services = new ServiceCollection().AddLogging();
        add(services.AddHealthChecks());
        await using var provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
    }
}
