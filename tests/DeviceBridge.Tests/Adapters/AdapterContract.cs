using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Tests.Hub;

namespace SafetyHub.DeviceBridge.Tests.Adapters;

/// <summary>What every adapter holds, whatever its language and whichever way its messages come. The clients are mosquitto's own.</summary>
public abstract class AdapterContract(AdapterKind kind, AdapterWay way) : IAsyncLifetime
{
    private AdapterRig _rig = null!;

    public async Task InitializeAsync()
    {
        _rig = await AdapterRig.StartAsync(kind, way);
        await _rig.MapAsync("gate");
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    /// <summary>Topic and payload with which a camera tells of an intrusion.</summary>
    protected abstract (string Topic, string Payload) Intrusion(string camera, int number);

    [Fact]
    public async Task Sighting_OfAMappedCamera_IsItsEventAndToldAgainStaysOne()
    {
        var (topic, payload) = Intrusion("gate", 1);

        await _rig.PublishAsync(topic, payload);
        await _rig.PublishAsync(topic, payload);
        var (otherTopic, other) = Intrusion("gate", 2);
        await _rig.PublishAsync(otherTopic, other);

        await Eventually.TrueAsync(() => _rig.Hub.Book.Events.Count == 2, "two events");
        Assert.All(_rig.Hub.Book.Events, e => Assert.Equal((AdapterRig.Camera, "intrusion"), (e.Device, e.Type)));
    }

    [Fact]
    public async Task Camera_ThatNobodyMapped_IsListedForTheAdministratorUntilItIsMapped()
    {
        var (topic, payload) = Intrusion("unknown-camera", 1);

        await _rig.PublishAsync(topic, payload);

        await Eventually.TrueAsync(() => _rig.Adapter.Unmapped.Read().Any(u => u is { Foreign: "unknown-camera", Why: "no-camera", Count: 1 }), "the camera in the list");
        Assert.Empty(_rig.Hub.Book.Events);
        await _rig.MapAsync("unknown-camera");
        Assert.Empty(_rig.Adapter.Unmapped.Read());
    }

    [Fact]
    public async Task Camera_MappedButNotRegistered_IsListedAndHoldsUpNobody()
    {
        await _rig.MapAsync(new AdapterCamera(AdapterRig.Name, Devices.DeviceId.Parse("cctv-9"), "elsewhere", null, null, null, null, null));
        var (topic, payload) = Intrusion("elsewhere", 1);
        await _rig.PublishAsync(topic, payload);
        var (good, fine) = Intrusion("gate", 1);
        await _rig.PublishAsync(good, fine);

        await _rig.EventAsync(e => e.Device == AdapterRig.Camera, "the event of the other camera");
        await Eventually.TrueAsync(() => _rig.Adapter.Unmapped.Read().Any(u => u.Why == "not-registered"), "the camera in the list");
        Assert.DoesNotContain("camera-cctv-9", _rig.Hub.Book.Activated.Keys);
    }

    [Fact]
    public async Task Message_ThatIsNotUnderstood_IsInQuarantineWithItsCause()
    {
        var (topic, _) = Intrusion("gate", 1);
        foreach (var (payload, cause) in new[] { ("nonsense", "not-json"), ("[1,2]", "bad-type"), ("{}", "missing-field") })
        {
            await _rig.PublishAsync(topic, payload);
            await Eventually.TrueAsync(() => _rig.Hub.Quarantine.Messages.Any(m => m.Cause == cause && m.Topic == topic), $"'{cause}' in quarantine");
        }
        Assert.Empty(_rig.Hub.Book.Events);
    }

    [Fact]
    public async Task Hub_ThatCannotStore_HasTheEventWhenItCanAgain()
    {
        var failing = true;
        _rig.Hub.Book.OnEvent = _ => Volatile.Read(ref failing) ? throw new InvalidOperationException("disk full") : Task.CompletedTask;
        var (topic, payload) = Intrusion("gate", 1);
        // At the embedded broker this waits for its acknowledgement, so it must not be waited for.
        var publishing = _rig.PublishAsync(topic, payload);
        await Eventually.TrueAsync(() => _rig.Hub.Book.Refused > 0, "a refused event");
        Volatile.Write(ref failing, false);

        await _rig.EventAsync(e => e.Device == AdapterRig.Camera, "the event");
        await publishing;
    }

    [Fact]
    public async Task Camera_ThatFloods_IsSlowedDownAndThenCountedButItsFireIsTaken()
    {
        await _rig.DisposeAsync();
        _rig = await AdapterRig.StartAsync(kind, way, new() { ["SafetyHub:Adapters:EventsPerMinute"] = "1" });
        await _rig.MapAsync("gate");
        for (var i = 1; i <= 2; i++)
        {
            var (topic, payload) = Intrusion("gate", i);
            await _rig.PublishAsync(topic, payload);
        }
        await _rig.OutcomeAsync("too-fast");

        Assert.Single(_rig.Hub.Book.Events);
        Assert.Contains(_rig.Hub.Quarantine.Messages, m => m is { Cause: "too-fast", DeviceId: "cctv-1" });
        await Eventually.TrueAsync(() => _rig.Hub.Book.Telemetry.Any(t => t.Device == AdapterRig.Camera && t.Batch.Chattering), "the camera to be told that it chatters");
        await _rig.MapAsync(new AdapterCamera(AdapterRig.Name, AdapterRig.Camera, "gate", null, null, null, null, [On("fire")]));
        var (fire, flames) = Intrusion("gate", 3);
        await _rig.PublishAsync(fire, flames);
        await _rig.EventAsync(e => e.Type == "fire", "the fire");
    }

    [Fact]
    public async Task Severity_OfARule_IsAskedForByTheHubItself()
    {
        await _rig.MapAsync(new AdapterCamera(AdapterRig.Name, AdapterRig.Camera, "gate", null, null, null, null, [On("loitering") with { Severity = Incidents.Severity.High }]));
        var (topic, payload) = Intrusion("gate", 1);

        await _rig.PublishAsync(topic, payload);

        await _rig.EventAsync(e => e is { Type: "loitering", Severity: Incidents.Severity.High }, "the event with its severity");
    }

    private AdapterRule On(string type) => new(kind == AdapterKind.Frigate ? "reviews" : "RuleEngine/LineDetector", [], [], [], null, null, type, null);
}

public abstract class FrigateContract(AdapterWay way) : AdapterContract(AdapterKind.Frigate, way)
{
    protected override (string Topic, string Payload) Intrusion(string camera, int number) => ("frigate/reviews", Recording.FrigateReview(camera, $"1718987129.30839{number}-fqk5ka"));
}

public abstract class OnvifContract(AdapterWay way) : AdapterContract(AdapterKind.Onvif, way)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    protected override (string Topic, string Payload) Intrusion(string camera, int number) =>
        ($"{camera}/onvif-ej/RuleEngine/LineDetector/Crossed/&1/2/MyImportantFence1", Recording.OnvifLine(number, Now));
}

public sealed class FrigateOnItsBrokerTests() : FrigateContract(AdapterWay.Broker);

public sealed class FrigateAtTheHubTests() : FrigateContract(AdapterWay.Embedded);

public sealed class FrigateOnTheHubsBrokerTests() : FrigateContract(AdapterWay.HubBroker);

public sealed class OnvifOnABrokerTests() : OnvifContract(AdapterWay.Broker);

public sealed class OnvifAtTheHubTests() : OnvifContract(AdapterWay.Embedded);
