using System.Threading.Channels;
using SafetyHub.Grains.Tests.Support;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Tests.Monitoring;

public sealed class DistrictFeedTests
{
    [Fact]
    public async Task Feed_IncidentChanges_EverySubscriberOfItsDistrictHears()
    {
        await using var hub = await HubCluster.StartAsync();
        var (ear, feed) = (new Ear(), Feed(hub, TestSignals.Subject.District));
        await feed.Subscribe(hub.Client.CreateObjectReference<IIncidentObserver>(ear));
        var grain = await hub.OpenSosAsync();
        Assert.Equal((await grain.Get())!.Id, (await ear.NextAsync()).Id);
        await grain.Execute(new Acknowledge("user:park", null));
        IncidentSnapshot heard;
        do heard = await ear.NextAsync(); while (heard.Handling == Handling.Unacknowledged);
        Assert.True(heard.Change > 0);
    }

    [Fact]
    public async Task Feed_ABrokenAndASlowSubscriber_HoldUpNobody()
    {
        await using var hub = await HubCluster.StartAsync();
        var feed = Feed(hub, "other");
        var (gone, slow, ear) = (new Ear(), new Ear { NeverReturns = true }, new Ear());
        var goneReference = hub.Client.CreateObjectReference<IIncidentObserver>(gone);
        await feed.Subscribe(goneReference);
        await feed.Subscribe(hub.Client.CreateObjectReference<IIncidentObserver>(slow));
        await feed.Subscribe(hub.Client.CreateObjectReference<IIncidentObserver>(ear));
        hub.Client.DeleteObjectReference<IIncidentObserver>(goneReference);
        var snapshot = (await (await hub.OpenSosAsync()).Get())!;
        for (var i = 1; i <= 3; i++)
        {
            await feed.Publish(snapshot with { Version = i });
            Assert.Equal(i, (await ear.NextAsync()).Version);
        }
    }

    [Fact]
    public async Task Feed_SubscriberThatDoesNotRenew_IsForgotten()
    {
        await using var hub = await HubCluster.StartAsync();
        var feed = Feed(hub, "other");
        var (lazy, ear) = (new Ear(), new Ear());
        var earReference = hub.Client.CreateObjectReference<IIncidentObserver>(ear);
        await feed.Subscribe(hub.Client.CreateObjectReference<IIncidentObserver>(lazy));
        await feed.Subscribe(earReference);
        hub.Clock.Advance(TimeSpan.FromSeconds(10));
        await feed.Subscribe(earReference);
        hub.Clock.Advance(TimeSpan.FromSeconds(6));
        await feed.Publish((await (await hub.OpenSosAsync()).Get())!);
        await ear.NextAsync();
        Assert.Equal(0, lazy.Waiting);
    }

    [Fact]
    public async Task Feed_WarnedOfACallThatIsNotStored_TellsItsSubscribers()
    {
        var feed = Feed(hub, "warned");
        var ear = new Ear();
        await feed.Subscribe(hub.Client.CreateObjectReference<IIncidentObserver>(ear));
        await feed.Warn(new UnstoredCall(DeviceId.Parse("robot-1"), "e1", "sos.button", hub.Clock.GetUtcNow(), Stored: false));
        Assert.Equal("robot-1/e1", (await ear.NextWarningAsync()).SignalId);
    }

    private static IDistrictFeedGrain Feed(HubCluster hub, string district) => hub.Client.GetGrain<IDistrictFeedGrain>(GrainKeys.Feed(district));

    private sealed class Ear : IIncidentObserver
    {
        private readonly Channel<IncidentSnapshot> _heard = Channel.CreateUnbounded<IncidentSnapshot>();
        private readonly Channel<UnstoredCall> _warned = Channel.CreateUnbounded<UnstoredCall>();

        public bool NeverReturns { get; init; }
        public int Waiting => _heard.Reader.Count;

        public Task Changed(IncidentSnapshot incident)
        {
            _heard.Writer.TryWrite(incident);
            return NeverReturns ? new TaskCompletionSource().Task : Task.CompletedTask;
        }

        public Task Warned(UnstoredCall call)
        {
            _warned.Writer.TryWrite(call);
            return Task.CompletedTask;
        }

        public async Task<UnstoredCall> NextWarningAsync() => await _warned.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        public async Task<IncidentSnapshot> NextAsync() => await _heard.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }
}
