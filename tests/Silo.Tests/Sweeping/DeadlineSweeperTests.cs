using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SafetyHub.Devices;
using SafetyHub.Grains.Devices;
using SafetyHub.Grains.Incidents;
using SafetyHub.Incidents;
using SafetyHub.Silo.Health;
using SafetyHub.Silo.Sweeping;
using SafetyHub.Silo.Tests.Support;

namespace SafetyHub.Silo.Tests.Sweeping;

public sealed class DeadlineSweeperTests
{
    private static readonly IncidentId Slow = IncidentId.Parse("inc_" + new string('s', 26));
    private static readonly IncidentId Quick = IncidentId.Parse("inc_" + new string('q', 26));
    private readonly FakeTimeProvider _clock = new(Samples.Noon);
    private readonly Channel<string> _calls = Channel.CreateUnbounded<string>();
    private readonly Channel<bool> _asked = Channel.CreateUnbounded<bool>();
    private IReadOnlyList<IncidentId> _due = [];
    private bool _storageFails;

    [Fact]
    public async Task Sweeper_JustStarted_ActsAtOnceOnWhatFellDueBefore()
    {
        _due = [Quick];
        using var sweeper = Sweeper(new LoopAuditor(_clock));

        await sweeper.StartAsync(CancellationToken.None); // the clock stands still

        Assert.Equal(["device d-1", "quick"], await NextAsync(2));
        await sweeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Sweeper_OneGrainNeverAnswers_GoesOnWithTheOthers()
    {
        _due = [Slow, Quick];
        using var sweeper = Sweeper(new LoopAuditor(_clock));
        await sweeper.StartAsync(CancellationToken.None);
        Assert.Equal(["device d-1", "quick", "slow"], await NextAsync(3));

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["quick"], await NextAsync(1)); // the slow one is not called twice
        await sweeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Sweeper_StorageDoesNotAnswer_IsNamedByTheAuditor()
    {
        var auditor = new LoopAuditor(_clock);
        _storageFails = true;
        using var sweeper = Sweeper(auditor);
        await sweeper.StartAsync(CancellationToken.None);
        await AskedAsync();

        for (var second = 0; second < 11; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await AskedAsync();
        }

        Assert.Equal(["incident-sweeper"], auditor.States().Where(s => s.IsStalled).Select(s => s.Name));
        await sweeper.StopAsync(CancellationToken.None);
        Assert.Empty(auditor.States());
    }

    private DeadlineSweeper Sweeper(LoopAuditor auditor)
    {
        var incidents = Answers.Of<IIncidentLog>(("DueAsync", _ =>
        {
            _asked.Writer.TryWrite(true);
            return _storageFails ? Task.FromException<IReadOnlyList<IncidentId>>(new TimeoutException()) : Task.FromResult(_due);
        }
        ));
        IReadOnlyList<DueDevice> devices = [new DueDevice(DeviceKind.Robot, DeviceId.Parse("d-1"))];
        var ledger = Answers.Of<IDeviceLedger>(("DueLooksAsync", _ => Task.FromResult(devices)));
        var (factory, stubs) = GrainStubs.Create();
        stubs.With(GrainKeys.Incident(Slow), Answers.Of<IIncidentGrain>(("CheckDeadlines", _ => Call("slow", new TaskCompletionSource().Task))));
        stubs.With(GrainKeys.Incident(Quick), Answers.Of<IIncidentGrain>(("CheckDeadlines", _ => Call("quick", Task.CompletedTask))));
        stubs.With("robot-d-1", Answers.Of<ICareRobotGrain>(("CheckDeadlines", _ => Call("device d-1", Task.CompletedTask))));
        return new DeadlineSweeper(incidents, ledger, factory, auditor, _clock, NullLogger<DeadlineSweeper>.Instance);
    }

    private Task Call(string name, Task end)
    {
        _calls.Writer.TryWrite(name);
        return end;
    }

    private async Task AskedAsync() => await _asked.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

    private async Task<IReadOnlyList<string>> NextAsync(int count)
    {
        var calls = new List<string>();
        var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;
        while (calls.Count < count) calls.Add(await _calls.Reader.ReadAsync(limit));
        return [.. calls.Order(StringComparer.Ordinal)];
    }
}
