using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Tests.Hub;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Tests.Adapters;

/// <summary>Properties that begin, stand, end and are deleted; cameras with several sources; topics in the forms of the field.</summary>
public sealed class OnvifTests : IAsyncLifetime
{
    private const string Inside = "gate/onvif-ej/RuleEngine/FieldDetector/ObjectsInside/&1/2/MyArea";
    private const string Dark = "gate/onvif-ej/VideoSource/ImageTooDark/ImagingService/&1";
    private const string Moved = "gate/onvif-ej/VideoSource/GlobalSceneChange/ImagingService/&1";
    private AdapterRig _rig = null!;

    public async Task InitializeAsync()
    {
        _rig = await AdapterRig.StartAsync(AdapterKind.Onvif, AdapterWay.Broker);
        await _rig.MapAsync("gate");
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Property_ThatStands_IsOneEventUntilItHasEnded()
    {
        var at = DateTimeOffset.UtcNow;
        await _rig.PublishAsync(Inside, Recording.OnvifState(true, at: at), "-r");
        await _rig.PublishAsync(Inside, Recording.OnvifState(true, at: at.AddSeconds(1)), "-r");
        await _rig.OutcomeAsync("known");
        Assert.Single(_rig.Hub.Book.Events);

        await _rig.PublishAsync(Inside, Recording.OnvifState(false, at: at.AddSeconds(2)), "-r");
        await _rig.PublishAsync(Inside, Recording.OnvifState(true, at: at.AddSeconds(3)), "-r");
        await Eventually.TrueAsync(() => _rig.Hub.Book.Events.Count == 2, "the second time");

        await _rig.PublishAsync(Inside, "", "-r");
        await _rig.PublishAsync(Inside, Recording.OnvifState(true, at: at.AddSeconds(4)), "-r");
        await Eventually.TrueAsync(() => _rig.Hub.Book.Events.Count == 3, "the third time, after the property was deleted");
        Assert.All(_rig.Hub.Book.Events, e => Assert.Equal("intrusion", e.Type));
    }

    [Fact]
    public async Task Faults_OfACamera_AreOverWhenTheLastOneIs()
    {
        await _rig.PublishAsync(Dark, Recording.OnvifState(true));
        await _rig.PublishAsync(Moved, Recording.OnvifState(true));
        await _rig.EventAsync(e => e.Type == "camera.blind", "blind");
        await _rig.EventAsync(e => e.Type == "camera.moved", "moved");

        await _rig.PublishAsync(Dark, Recording.OnvifState(false));
        await _rig.OutcomeAsync("ended");
        Assert.DoesNotContain(_rig.Hub.Book.Events, e => e.Type == "camera.restored");
        await _rig.PublishAsync(Moved, Recording.OnvifState(false));

        await Eventually.TrueAsync(() => _rig.Hub.Book.Events.Any(e => e.Type == "camera.restored"), "restored", 20);
        await _rig.PublishAsync(Moved, Recording.OnvifState(false));
        await _rig.OutcomeAsync("ended", 3);
        await _rig.PublishAsync(Dark, Recording.OnvifState(true));
        await Eventually.TrueAsync(() => _rig.Hub.Book.Events.Count(e => e.Type == "camera.blind") == 2, "blind again");
        Assert.Single(_rig.Hub.Book.Events, e => e.Type == "camera.restored");
    }

    [Fact]
    public async Task Picture_ThatIsGoneAndComesBack_EndsTheCamerasSilenceToo()
    {
        await _rig.MapAsync("gate", new AdapterRule("VideoSource/SignalLoss", [], [], [], null, null, "camera.gone", null));
        const string Loss = "gate/onvif-ej/VideoSource/SignalLoss/&1";
        await _rig.PublishAsync(Loss, Recording.OnvifState(true));
        await _rig.EventAsync(e => e.Type == "camera.gone", "gone");

        await _rig.PublishAsync(Loss, Recording.OnvifState(false));

        await Eventually.TrueAsync(() => _rig.Hub.Book.Events.Any(e => e.Type == "camera.observed"), "observed", 20);
        Assert.Equal(["camera.gone", "camera.observed", "camera.restored"], _rig.Hub.Book.Events.Select(e => e.Type).Order());
    }

    [Fact]
    public async Task Fault_WhosePropertyIsDeleted_IsNotCalledOver()
    {
        await _rig.PublishAsync(Dark, Recording.OnvifState(true), "-r");
        await _rig.EventAsync(e => e.Type == "camera.blind", "blind");

        await _rig.PublishAsync(Dark, "", "-r");
        await _rig.OutcomeAsync("ended");

        Assert.DoesNotContain(_rig.Hub.Book.Events, e => e.Type == "camera.restored");
    }

    [Fact]
    public async Task Retained_StatesOfBeforeTheHub_AreSettledBeforeACameraCountsAsRestored()
    {
        var old = _rig.Hub;
        await old.Mapping.SaveAsync(new AdapterCamera(AdapterRig.Name, DeviceId.Parse("cctv-2"), "yard", null, null, null, null, null), CancellationToken.None);
        await old.DisposeAsync();
        // With QoS 0, so that the broker keeps them as retained and does not queue them for the session as well.
        // Dark is over, moved is not: whichever comes first, the camera is not in order.
        await _rig.PublishAsync(Dark, Recording.OnvifState(false), "-r", "-q", "0");
        await _rig.PublishAsync(Moved, Recording.OnvifState(true, at: DateTimeOffset.UtcNow.AddHours(-1)), "-r", "-q", "0");
        await _rig.PublishAsync(Inside, Recording.OnvifState(true, at: DateTimeOffset.UtcNow.AddHours(-1)), "-r", "-q", "0");
        await _rig.PublishAsync("yard/onvif-ej/VideoSource/ImageTooDark/ImagingService/&1", Recording.OnvifState(false), "-r", "-q", "0");

        await _rig.StartHubAsync(old);

        await _rig.EventAsync(e => e.Type == "camera.moved", "the fault that still stands, old as it is");
        await Eventually.TrueAsync(() => _rig.Hub.Book.Events.Any(e => e is { Type: "camera.restored", Device.Value: "cctv-2" }), "the camera whose only fault is over", 20);
        Assert.DoesNotContain(_rig.Hub.Book.Events, e => e.Device == AdapterRig.Camera && e.Type is "camera.restored" or "intrusion");
        await _rig.OutcomeAsync("out-of-date");
    }

    [Fact]
    public async Task Device_WithSeveralSources_IsSeveralCameras()
    {
        await _rig.MapAsync(new AdapterCamera(AdapterRig.Name, DeviceId.Parse("cctv-2"), "gate", "7", null, null, null, null));

        await _rig.PublishAsync("gate/onvif-ej/RuleEngine/LineDetector/Crossed/&7/2/Fence", Recording.OnvifLine().Replace("\"VideoSource\":1", "\"VideoSource\":7", StringComparison.Ordinal));
        await _rig.PublishAsync("gate/onvif-ej/RuleEngine/LineDetector/Crossed/&1/2/Fence", Recording.OnvifLine());

        await _rig.EventAsync(e => e.Device.Value == "cctv-2", "the event of source 7");
        await _rig.EventAsync(e => e.Device == AdapterRig.Camera, "the event of any other source");
    }

    [Fact]
    public async Task Topic_WithNamespacesInItsLevels_IsTheSameTopicAndAnUnknownOneIsListed()
    {
        await _rig.PublishAsync("gate/onvif-ej/RuleEngine/tns1:LineDetector/tns1:Crossed/&1/2/Fence", Recording.OnvifLine());
        await _rig.PublishAsync("gate/onvif-ej/Device/tns1:Trigger/tns1:Relay/&Relay-1", """{"UtcTime":"2026-01-02T03:04:05Z","Source":{"RelayToken":"Relay-1"},"Data":{"LogicalState":"active"}}""");

        await _rig.EventAsync(e => e.Type == "intrusion", "the crossed line");
        await Eventually.TrueAsync(() => _rig.Adapter.Unmapped.Read().Any(u => u is { On: "Device/Trigger/Relay", Why: "no-rule" }), "the relay in the list");
    }

    [Fact]
    public async Task Rule_OfTheCameraByName_ChoosesAmongThem()
    {
        await _rig.MapAsync("gate", new AdapterRule("RuleEngine/FieldDetector", ["Roof"], [], [], null, null, "loitering", null));

        await _rig.PublishAsync(Inside, Recording.OnvifState(true, "MyArea"));
        await _rig.PublishAsync(Inside, Recording.OnvifState(true, "Roof"));

        await _rig.EventAsync(e => e.Type == "loitering", "the event of the roof");
        Assert.Single(_rig.Hub.Book.Events);
    }

    [Fact]
    public async Task Camera_ThatPublishes_IsThere()
    {
        await _rig.PublishAsync(Inside, Recording.OnvifState(false));

        await Eventually.TrueAsync(() => _rig.Hub.Book.States.Any(s => s.Device == AdapterRig.Camera && s.Report.State == DeviceState.Online), "the camera to be there");
    }
}
