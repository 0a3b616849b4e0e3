using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SafetyHub.Alerts;
using SafetyHub.Grains.Alerts;
using SafetyHub.Incidents;
using SafetyHub.Silo.Alerts;
using SafetyHub.Silo.Health;
using SafetyHub.Silo.Storage;
using SafetyHub.Silo.Tests.Support;

namespace SafetyHub.Silo.Tests.Alerts;

public sealed class ChannelDispatchTests
{
    private readonly FakeTimeProvider _clock = new(Samples.Noon);
    private readonly MemoryOutbox _outbox = new();
    private readonly ConcurrentQueue<AlertRecord> _records = new();
    private IncidentSnapshot? _incident = Samples.Snapshot();
    private bool _incidentFails;

    [Fact]
    public async Task Alert_Delivered_IsSettledAndWrittenIntoItsIncident()
    {
        _outbox.Add(Samples.Order(AlertChannel.WebPush, "worker:park"));

        await RoundAsync(Dispatch(new Sender(AlertChannel.WebPush)));

        Assert.True(_outbox["alert-1"].Result!.Delivered);
        Assert.True(_outbox["alert-1"].Recorded);
        var record = Assert.Single(_records);
        Assert.Equal(("alert-1", AlertChannel.WebPush, "worker:park", true), (record.AlertId, record.Channel, record.Recipient, record.Delivered));
    }

    [Fact]
    public async Task Alert_ThatFails_WaitsLongerEachTimeAndIsGivenUpWhenItExpires()
    {
        var sender = new Sender(AlertChannel.Webhook) { Outcome = _ => SendOutcome.Retry("HTTP 503") };
        var dispatch = Dispatch(sender);
        _outbox.Add(Samples.Order(AlertChannel.Webhook, "webhook:city", lasts: TimeSpan.FromMinutes(5)));
        var waits = new List<double>();

        while (_outbox["alert-1"].Result is null)
        {
            await RoundAsync(dispatch);
            if (_outbox["alert-1"].Result is not null) break;
            waits.Add((_outbox["alert-1"].DueAt - _clock.GetUtcNow()).TotalSeconds);
            _clock.SetUtcNow(_outbox["alert-1"].DueAt);
        }

        double[] ceilings = [2, 4, 8, 16, 32];
        Assert.All(ceilings.Zip(waits), pair => Assert.InRange(pair.Second, pair.First / 2, pair.First));
        Assert.All(waits.Skip(ceilings.Length), w => Assert.InRange(w, 30, 60));
        Assert.False(_outbox["alert-1"].Result!.Delivered);
        Assert.EndsWith("last: HTTP 503", _outbox["alert-1"].Result!.Detail, StringComparison.Ordinal);
        Assert.False(Assert.Single(_records).Delivered);
        Assert.Equal(waits.Count + 1, sender.Sent.Count);
    }

    [Fact]
    public async Task Alert_ReceiverNamesAWait_IsLeftAloneForThatLong()
    {
        _outbox.Add(Samples.Order(AlertChannel.WebPush, "worker:park"));

        await RoundAsync(Dispatch(new Sender(AlertChannel.WebPush) { Outcome = _ => SendOutcome.Retry("HTTP 429", TimeSpan.FromSeconds(90)) }));

        Assert.Equal(Samples.Noon.AddSeconds(90), _outbox["alert-1"].DueAt);
    }

    [Fact]
    public async Task Alert_SenderThrows_IsTriedAgain()
    {
        _outbox.Add(Samples.Order(AlertChannel.WebPush, "worker:park"));

        await RoundAsync(Dispatch(new Sender(AlertChannel.WebPush) { Outcome = _ => throw new HttpRequestException("secret host name") }));

        Assert.Equal("the attempt failed: HttpRequestException", _outbox["alert-1"].Detail);
    }

    [Fact]
    public async Task Alert_PastItsExpiry_IsGivenUpUnsent()
    {
        var sender = new Sender(AlertChannel.WebPush);
        _outbox.Add(Samples.Order(AlertChannel.WebPush, "worker:park", lasts: TimeSpan.FromMinutes(1)));
        _clock.Advance(TimeSpan.FromMinutes(2));

        await RoundAsync(Dispatch(sender));

        Assert.Empty(sender.Sent);
        Assert.False(Assert.Single(_records).Delivered);
    }

    [Theory]
    [InlineData(AlertChannel.WebPush, false)]
    [InlineData(AlertChannel.Webhook, false)]
    [InlineData(AlertChannel.Screen, true)]
    public async Task Alert_OfATest_AlertsNobodyOutside(AlertChannel channel, bool sent)
    {
        var sender = new Sender(channel);
        _incident = Samples.Snapshot(test: true);
        _outbox.Add(Samples.Order(channel, "any"));

        await RoundAsync(Dispatch(sender));

        Assert.Equal(sent, sender.Sent.Count == 1);
        Assert.Equal(sent, _outbox["alert-1"].Result!.Delivered);
    }

    [Fact]
    public async Task Alert_IncidentResolvedMeanwhile_CallsNobody()
    {
        var sender = new Sender(AlertChannel.WebPush);
        _incident = Samples.Snapshot(outcome: Outcome.False);
        _outbox.Add(Samples.Order(AlertChannel.WebPush, "worker:park"));

        await RoundAsync(Dispatch(sender));

        Assert.Empty(sender.Sent);
        Assert.Equal("the incident was resolved before", _outbox["alert-1"].Result!.Detail);
    }

    [Fact]
    public async Task Alert_IncidentCannotBeWritten_IsWrittenLaterWithoutASecondSending()
    {
        var sender = new Sender(AlertChannel.WebPush);
        _outbox.Add(Samples.Order(AlertChannel.WebPush, "worker:park"));
        _incidentFails = true;
        await RoundAsync(Dispatch(sender));
        Assert.False(_outbox["alert-1"].Recorded);

        _incidentFails = false;
        await Recorder().CatchUpAsync(CancellationToken.None);

        Assert.True(_outbox["alert-1"].Recorded);
        Assert.Single(_records);
        Assert.Single(sender.Sent);
    }

    [Fact]
    public async Task Channel_WithNoFreePlace_LeasesNoMore()
    {
        var stuck = new TaskCompletionSource();
        var sender = new Sender(AlertChannel.Webhook) { Until = stuck.Task };
        var dispatch = Dispatch(sender, new AlertsSection { ParallelPerChannel = 2 });
        for (var i = 0; i < 5; i++) _outbox.Add(Samples.Order(AlertChannel.Webhook, "webhook:city", $"alert-{i}"));

        await dispatch.TakeDueAsync(CancellationToken.None);
        await dispatch.TakeDueAsync(CancellationToken.None);

        Assert.Equal(2, _outbox.Rows.Count(r => r.Owner is not null));
        stuck.SetResult();
        await dispatch.DrainAsync();
    }

    [Fact]
    public async Task Dispatcher_DeadWebhook_DelaysNoPush()
    {
        var dead = new Sender(AlertChannel.Webhook) { Until = new TaskCompletionSource().Task };
        var push = new Sender(AlertChannel.WebPush);
        for (var i = 0; i < 50; i++) _outbox.Add(Samples.Order(AlertChannel.Webhook, "webhook:city", $"hook-{i}"));
        _outbox.Add(Samples.Order(AlertChannel.WebPush, "worker:park", "push"));
        using var dispatcher = new AlertDispatcher(
            [Dispatch(dead), Dispatch(push)], Recorder(), new AlertBell(), new LoopAuditor(_clock), _clock, NullLogger<AlertDispatcher>.Instance);

        await dispatcher.StartAsync(CancellationToken.None);
        await push.FirstSent.WaitAsync(TimeSpan.FromSeconds(30));
        await dispatcher.StopAsync(CancellationToken.None);

        Assert.All(_outbox.Rows.Where(r => r.Order.Channel == AlertChannel.Webhook), r => Assert.Null(r.Result));
    }

    [Fact]
    public async Task Dispatcher_ProcessQueuedAnAlert_SendsAtOnceWithoutWaitingForTheTick()
    {
        var push = new Sender(AlertChannel.WebPush);
        var bell = new AlertBell();
        using var dispatcher = new AlertDispatcher([Dispatch(push)], Recorder(), bell, new LoopAuditor(_clock), _clock, NullLogger<AlertDispatcher>.Instance);
        await dispatcher.StartAsync(CancellationToken.None);

        _outbox.Add(Samples.Order(AlertChannel.WebPush, "worker:park"));
        bell.Ring(); // the clock stands still: only the ring can wake it

        await push.FirstSent.WaitAsync(TimeSpan.FromSeconds(30));
        await dispatcher.StopAsync(CancellationToken.None);
    }

    private ChannelDispatch Dispatch(Sender sender, AlertsSection? options = null) =>
        new(sender, _outbox, Recorder(), Grains(), options ?? new AlertsSection(), _clock, NullLogger<ChannelDispatch>.Instance);

    private AlertRecorder Recorder() => new(_outbox, Grains(), NullLogger<AlertRecorder>.Instance);

    private IGrainFactory Grains()
    {
        var incident = Answers.Of<IIncidentGrain>(
            ("Get", _ => Task.FromResult(_incident)),
            ("RecordAlert", a =>
            {
                if (_incidentFails) return Task.FromException(new TimeoutException());
                _records.Enqueue((AlertRecord)a[0]!);
                return Task.CompletedTask;
            }
        ));
        var (factory, stubs) = GrainStubs.Create();
        stubs.With(GrainKeys.Incident(Samples.Incident), incident);
        return factory;
    }

    private static async Task RoundAsync(ChannelDispatch dispatch)
    {
        await dispatch.TakeDueAsync(CancellationToken.None);
        await dispatch.DrainAsync();
    }

    private sealed class Sender(AlertChannel channel) : IAlertSender
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public AlertChannel Channel => channel;
        public ConcurrentQueue<string> Sent { get; } = new();
        public Task FirstSent => _first.Task;
        public Task Until { get; init; } = Task.CompletedTask;
        public Func<AlertOrder, SendOutcome> Outcome { get; init; } = _ => SendOutcome.Delivered();

        public async Task<SendOutcome> SendAsync(AlertOrder order, IncidentSnapshot incident, CancellationToken cancel)
        {
            Sent.Enqueue(order.Id);
            _first.TrySetResult();
            await Until.WaitAsync(cancel);
            return Outcome(order);
        }
    }
}
