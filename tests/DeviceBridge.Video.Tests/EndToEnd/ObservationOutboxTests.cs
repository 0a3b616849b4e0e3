using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.EndToEnd;

public sealed class ObservationOutboxTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();

    [Fact]
    public async Task Observation_RefusedTwice_IsDeliveredOnceUnderTheSameId()
    {
        var events = new RecordedEvents(refusals: 2);
        var (outbox, running) = Start(events);

        outbox.Add(Observation("one"));
        await Eventually.BecomesTrueAsync(() => { _time.Advance(TimeSpan.FromSeconds(1)); return !events.Received.IsEmpty; }, "delivery");

        Assert.Equal(["one", "one", "one"], events.Attempts);
        Assert.Single(events.Received);
        await StopAsync(running);
        Assert.Equal(0, outbox.Lost);
    }

    [Fact]
    public async Task Observation_NeverAccepted_IsGivenUpAfterItsTimeAndCounted()
    {
        var events = new RecordedEvents(refusals: int.MaxValue);
        var (outbox, running) = Start(events);

        outbox.Add(Observation("one"));
        await Eventually.BecomesTrueAsync(() => { _time.Advance(TimeSpan.FromSeconds(20)); return outbox.Lost == 1; }, "giving up");

        Assert.Equal(0, outbox.Waiting);
        await StopAsync(running);
    }

    [Fact]
    public void Outbox_AtItsBound_GivesUpTheOldestAndCountsIt()
    {
        var outbox = Create(new RecordedEvents());

        for (var i = 0; i < 11; i++)
            outbox.Add(Observation($"{i}"));

        Assert.Equal(8, outbox.Waiting);
        Assert.Equal(3, outbox.Lost);
    }

    [Fact]
    public async Task Outbox_StoppedWithObservationsUnderway_CountsThemAsLost()
    {
        var events = new RecordedEvents(refusals: int.MaxValue);
        var (outbox, running) = Start(events);
        for (var i = 0; i < 6; i++)
            outbox.Add(Observation($"{i}"));
        await Eventually.BecomesTrueAsync(() => events.Attempts.Count >= 4, "four couriers on their way");

        await StopAsync(running);

        Assert.Equal(6, outbox.Lost);
    }

    public void Dispose() => _stop.Dispose();

    private (ObservationOutbox Outbox, Task Running) Start(IVideoEvents events)
    {
        var outbox = Create(events);
        return (outbox, Task.Run(() => outbox.RunAsync(_stop.Token)));
    }

    private ObservationOutbox Create(IVideoEvents events) => new(
        events, new VideoOptions { ReportQueue = 8, ReportGiveUpAfter = TimeSpan.FromMinutes(5) }, TestMetrics.Create(), _time, NullLogger.Instance);

    private async Task StopAsync(Task running)
    {
        await _stop.CancelAsync();
        await running;
    }

    private CameraObservation Observation(string id) => new()
    {
        ObservationId = id,
        CameraId = "camera-1",
        At = _time.GetUtcNow(),
        Type = "intrusion",
        Confidence = 0.8,
        Track = 1,
        Box = default,
        Still = [],
        PlainStill = [],
        Reasons = [],
        Model = "test",
    };
}
