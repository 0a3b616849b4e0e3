using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Tests.Clients;
using SafetyHub.DeviceBridge.Tests.Hub;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Tests.Adapters;

/// <summary>A foreign system that signs in at the embedded broker: what it may do there and what not.</summary>
public sealed class EmbeddedAdapterTests : IAsyncLifetime
{
    private AdapterRig _rig = null!;

    public async Task InitializeAsync()
    {
        _rig = await AdapterRig.StartAsync(AdapterKind.Frigate, AdapterWay.Embedded);
        await _rig.MapAsync("front_door");
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task LastWill_OfASystemThatDies_TakesItsCamerasAway()
    {
        // As Frigate does: subscribes under its prefix, says online, and leaves its Last Will.
        await using var frigate = ClientProcess.Start("stdbuf",
            ["-oL", "mosquitto_sub", .. _rig.SignIn(), "-i", "frigate", "-t", "frigate/#", "-q", "1", "-d", "--will-topic", "frigate/available", "--will-payload", "offline", "--will-qos", "1", "--will-retain"]);
        await frigate.WaitForLineAsync("Subscribed (mid");
        await _rig.PublishAsync("frigate/available", "online", "-r");
        await StateAsync(DeviceState.Online);
        Assert.True(_rig.Adapter.Connection.Stands);

        frigate.Kill();

        await StateAsync(DeviceState.Lost);
        await Eventually.TrueAsync(() => !_rig.Adapter.Connection.Stands, "the connection to be gone");
    }

    [Fact]
    public async Task SignIn_WithAnotherNameOrSecret_IsRefused()
    {
        foreach (var (user, secret) in new[] { ("adapter.foreign", "wrong-secret-of-nobody"), ("adapter.nobody", AdapterRig.Secret), ("adapter.", AdapterRig.Secret), ("foreign", AdapterRig.Secret) })
        {
            await using var client = await ClientProcess.RunAsync("mosquitto_pub", "-h", "127.0.0.1", "-p", $"{_rig.Hub.Port}", "-u", user, "-P", secret, "-t", "frigate/available", "-m", "online", "-q", "1");
            Assert.NotEqual(0, client.ExitCode);
        }
    }

    [Fact]
    public async Task System_OutsideOfItsPrefix_IsHeardByNobody()
    {
        _rig.Hub.Registry.Add("doll");

        await _rig.PublishAsync("safetyhub/v1/doll/event", Mosquitto.Event("e1"));

        await _rig.OutcomeAsync("not-allowed");
        Assert.Empty(_rig.Hub.Book.Events);
        await Eventually.TrueAsync(() => _rig.Hub.Audit.Entries.Any(e => e is { Action: "mqtt.foreign-topic", Target: "adapter/foreign" }), "the audit entry");
    }

    [Fact]
    public async Task System_WithALastWillOutsideOfItsPrefix_IsRefused()
    {
        var client = await ClientProcess.RunAsync("mosquitto_pub", [.. _rig.SignIn(), "-t", "frigate/available", "-m", "online", "-q", "1", "--will-topic", "safetyhub/v1/doll/state", "--will-payload", "{}"]);

        Assert.NotEqual(0, client.ExitCode);
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Picture_LargerThanADeviceMaySend_IsLeftAloneAndTheEventBehindItIsTaken()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, FakeFrigate.Jpeg.Concat(new byte[300_000]).ToArray());
        await ClientProcess.RunAsync("mosquitto_pub", [.. _rig.SignIn(), "-t", "frigate/front_door/person/snapshot", "-q", "1", "-f", file]);
        File.Delete(file);
        await _rig.OutcomeAsync("left-alone");

        await _rig.PublishAsync("frigate/reviews", Recording.FrigateReview("front_door", "1.2-abc"));

        await _rig.EventAsync(e => e.EventId == "r.1.2-abc.intrusion", "the event");
    }

    [Fact]
    public async Task Review_OfAnyQuality_IsTaken()
    {
        foreach (var qos in new[] { "0", "1", "2" })
        {
            await _rig.PublishAsync("frigate/reviews", Recording.FrigateReview("front_door", $"1.{qos}-abc"), "-q", qos);
            await _rig.EventAsync(e => e.EventId == $"r.1.{qos}-abc.intrusion", "the event of quality " + qos);
        }
    }

    private Task StateAsync(DeviceState state) =>
        Eventually.TrueAsync(() => _rig.Hub.Book.States.LastOrDefault() is { Report: { } last } && last.State == state, $"the camera to be {state}");
}
