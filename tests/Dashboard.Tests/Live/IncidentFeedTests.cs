using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SafetyHub.Dashboard.Live;
using SafetyHub.Dashboard.Tests.Fakes;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Tests.Live;

public sealed class IncidentFeedTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
    private readonly FakeIncidents _incidents;
    private readonly IncidentFeed _feed;

    public IncidentFeedTests()
    {
        _incidents = new FakeIncidents(_time);
        _feed = new IncidentFeed(
            new FakeGrains(_incidents), _incidents, Options.Create(new DashboardOptions()), _time, new FeedMetrics(), NullLogger<IncidentFeed>.Instance);
    }

    public async Task InitializeAsync()
    {
        _incidents.Open("먼저", Severity.High, IncidentCategory.Fall, "fall", TimeSpan.FromMinutes(1));
        var started = Next();
        await _feed.StartAsync(CancellationToken.None);
        await started;
    }

    public Task DisposeAsync() => _feed.StopAsync(CancellationToken.None);

    public void Dispose() => _feed.Dispose();

    [Fact]
    public void Start_WithOpenIncident_ShowsIt() => Assert.Equal("먼저", Assert.Single(_feed.Current).Subject.Name);

    [Fact]
    public async Task Push_Lost_IsCaughtUpAtTheNextLook()
    {
        var heard = Next();
        _incidents.Open("유실", Severity.Critical, IncidentCategory.Sos, "sos.button", TimeSpan.Zero, push: false);
        await AdvanceUntilAsync(heard);
        Assert.Equal(["유실", "먼저"], _feed.Current.Select(incident => incident.Subject.Name));
    }

    [Fact]
    public async Task Push_OlderOrSameVersion_ChangesNothing()
    {
        var known = _feed.Current[0];
        await _feed.Changed(known with { Version = 5, Severity = Severity.Critical });
        await _feed.Changed(known with { Version = 4, Severity = Severity.Low });
        await _feed.Changed(known with { Version = 5, Severity = Severity.Low });
        Assert.Equal(Severity.Critical, _feed.Current.Single(incident => incident.Id == known.Id).Severity);
    }

    [Fact]
    public async Task Log_OutOfReach_LetsTheFeedGrowOld()
    {
        _incidents.Down = true;
        var before = _feed.LastTickAt;
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }
        Assert.True(_time.GetUtcNow() - _feed.LastTickAt >= TimeSpan.FromSeconds(8), $"the feed claims to be alive at {_feed.LastTickAt}, {before} before");
        var heard = Next();
        _incidents.Down = false;
        _incidents.Open("나중", Severity.Low, IncidentCategory.Routine, "meal.missed", TimeSpan.Zero, push: false);
        await AdvanceUntilAsync(heard);
        Assert.Contains(_feed.Current, incident => incident.Subject.Name == "나중");
    }

    [Fact]
    public async Task Resolved_AfterTenMinutes_LeavesTheList()
    {
        var known = _feed.Current[0];
        await _feed.Changed(known with { Version = 2, Outcome = Outcome.Real, ResolvedAt = _time.GetUtcNow() });
        Assert.Single(_feed.Current);
        _time.Advance(TimeSpan.FromMinutes(10));
        // Two rounds that were heard: the first one is over, its tidying included.
        foreach (var name in new[] { "다음", "다다음" })
        {
            var heard = Next();
            _incidents.Open(name, Severity.Low, IncidentCategory.Routine, "meal.missed", TimeSpan.Zero, push: false);
            await AdvanceUntilAsync(heard);
        }
        Assert.DoesNotContain(_feed.Current, incident => incident.Id == known.Id);
    }

    private Task Next()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IDisposable? listening = null;
        listening = _feed.OnChanged(_ =>
        {
            done.TrySetResult();
            listening?.Dispose();
        });
        return done.Task.WaitAsync(Patience);
    }

    private async Task AdvanceUntilAsync(Task heard)
    {
        while (!heard.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            await Task.WhenAny(heard, Task.Delay(20));
        }
        await heard;
    }
}
