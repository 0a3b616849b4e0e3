using System.Text.Json;
using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Tests.Clients;
using SafetyHub.DeviceBridge.Tests.Hub;
using SafetyHub.Devices;
using SafetyHub.Signals;

namespace SafetyHub.DeviceBridge.Tests.Adapters;

/// <summary>Frigate's own ways: objects that change, review items that grow, availability, stills.</summary>
public sealed class FrigateTests : IAsyncLifetime
{
    private const string Id = "1607123955.475377-mxklsc";
    private AdapterRig _rig = null!;
    private FakeFrigate _frigate = null!;

    public async Task InitializeAsync()
    {
        _frigate = await FakeFrigate.StartAsync();
        _rig = await AdapterRig.StartAsync(AdapterKind.Frigate, AdapterWay.Broker, new() { [AdapterRig.Key("ApiUrl")] = _frigate.Url, ["SafetyHub:Adapters:SnapshotTimeout"] = "00:00:10" });
    }

    public async Task DisposeAsync()
    {
        await _rig.DisposeAsync();
        await _frigate.DisposeAsync();
    }

    [Theory]
    [InlineData("0.14")]
    [InlineData("0.18")]
    public async Task Object_ThatEntersTheZoneLater_IsOneEventWithBoxAndStill(string version)
    {
        await _rig.MapAsync(new AdapterCamera(AdapterRig.Name, AdapterRig.Camera, "front_door", null, 1280, 1000, null, [Events("intrusion") with { Zones = ["driveway"], MinScore = 0.8 }]));

        await SendAsync(Recording.FrigateEvent("front_door", Id, "new", version));
        await SendAsync(Recording.FrigateEvent("front_door", Id, "update", version, zones: """["yard","driveway"]""", subLabel: "Bob"));
        await SendAsync(Recording.FrigateEvent("front_door", Id, "update", version, zones: """["yard","driveway","street"]"""));
        await SendAsync(Recording.FrigateEvent("front_door", Id, "end", version, zones: """["yard","driveway"]"""));
        await _rig.OutcomeAsync("ended");

        var seen = Assert.Single(_rig.Hub.Book.Events);
        Assert.Equal(($"{Id}.intrusion", "intrusion", 0.96), (seen.EventId, seen.Type, seen.Confidence));
        var data = Data(seen);
        Assert.Equal("driveway", data.GetProperty("zone").GetString());
        Assert.Equal([0.3375, 0.496, 0.0875, 0.358], data.GetProperty("box").EnumerateArray().Select(v => v.GetDouble()));
        Assert.Equal(FakeFrigate.Jpeg, _rig.Hub.Evidence.Stills[data.GetProperty("evidence").GetString()!]);
        Assert.Single(_frigate.Asked);
        Assert.DoesNotContain("Bob", seen.DataJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Object_ThatARuleDoesNotMean_IsNoEvent()
    {
        await _rig.MapAsync("front_door", Events("intrusion") with { Labels = ["person"], MinScore = 0.9, ExceptSubLabels = ["postman"] });

        await SendAsync(Recording.FrigateEvent("front_door", "1.1-cat", label: "cat"));
        await SendAsync(Recording.FrigateEvent("front_door", "1.2-low", score: 0.89));
        await SendAsync(Recording.FrigateEvent("front_door", "1.3-post", subLabel: "Postman"));
        await SendAsync(Recording.FrigateEvent("front_door", "1.4-false", falsePositive: true));
        await SendAsync(Recording.FrigateEvent("front_door", "1.5-good"));

        await _rig.EventAsync(e => e.EventId == "1.5-good.intrusion", "the event of the last");
        Assert.Single(_rig.Hub.Book.Events);
        await _rig.OutcomeAsync("not-selected", 3);
        await _rig.OutcomeAsync("false-positive");
    }

    [Fact]
    public async Task Review_ThatRisesToAnAlert_IsAnEventWithTheStillOfItsFirstObject()
    {
        await _rig.MapAsync("front_door");

        await _rig.PublishAsync("frigate/reviews", Recording.FrigateReview("front_door", "1718987129.308396-fqk5ka", "new", "detection"));
        await _rig.PublishAsync("frigate/reviews", Recording.FrigateReview("front_door", "1718987129.308396-fqk5ka", "update", "alert"));
        await _rig.PublishAsync("frigate/reviews", Recording.FrigateReview("front_door", "1718987129.308396-fqk5ka", "end", "alert"));
        await _rig.OutcomeAsync("ended");

        var seen = Assert.Single(_rig.Hub.Book.Events);
        Assert.Equal("r.1718987129.308396-fqk5ka.intrusion", seen.EventId);
        Assert.Equal("alert", Data(seen).GetProperty("level").GetString());
        Assert.Equal(["GET /api/events/1718987128.947436-g92ztx/snapshot.jpg"], _frigate.Asked);
    }

    [Fact]
    public async Task Still_ThatCannotBeHad_CostsTheStillAndNotTheEvent()
    {
        await _rig.MapAsync("front_door", Events("fall"));
        _frigate.Answer = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };

        await SendAsync(Recording.FrigateEvent("front_door", Id));

        await _rig.EventAsync(e => e.Type == "fall", "the event");
        Assert.Equal(JsonValueKind.Null, Data(_rig.Hub.Book.Events.Single()).GetProperty("evidence").ValueKind);
    }

    [Fact]
    public async Task Availability_OfFrigate_IsTheStateOfItsCameras()
    {
        await _rig.MapAsync("front_door");
        await _rig.PublishAsync("frigate/available", "online", "-r");
        await StateAsync(DeviceState.Online);
        await _rig.PublishAsync("frigate/available", "offline", "-r");
        await StateAsync(DeviceState.Lost);
        await _rig.PublishAsync("frigate/available", "stopped", "-r");
        await StateAsync(DeviceState.Stopped);

        await _rig.PublishAsync("frigate/available", "online", "-r");
        await _rig.PublishAsync("frigate/front_door/status/detect", "offline", "-r");
        await Eventually.TrueAsync(() => _rig.Hub.Book.States.Count(s => s.Report.State == DeviceState.Lost) == 2, "the stream to be down");
        // Back for a moment: Frigate says so at each of its attempts.
        await _rig.PublishAsync("frigate/front_door/status/detect", "online", "-r");
        await _rig.OutcomeAsync("availability", 6);
        Assert.Equal(DeviceState.Lost, _rig.Hub.Book.States.Last().Report.State);
    }

    [Fact]
    public async Task Availability_OfBeforeTheHub_IsReadFromWhatTheBrokerKept()
    {
        await _rig.PublishAsync("frigate/available", "offline", "-r");
        var old = _rig.Hub;
        await old.DisposeAsync();

        await _rig.StartHubAsync(old);
        await _rig.MapAsync("front_door");

        await StateAsync(DeviceState.Lost);
    }

    [Fact]
    public async Task Broker_ThatRestarts_IsJoinedAgainAndNothingIsLost()
    {
        await _rig.MapAsync("front_door");
        await _rig.Broker.StopAsync();
        await Eventually.TrueAsync(() => _rig.Adapter.Status("test") is { Connected: false, Trouble: not null }, "the loss to be noticed");
        var health = await _rig.Hub.HealthAsync();
        Assert.Equal(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Degraded, health.Entries["adapters"].Status);
        await _rig.Broker.StartAsync();
        await _rig.PublishAsync("frigate/reviews", Recording.FrigateReview("front_door", Id));

        await _rig.EventAsync(e => e.EventId.Contains(Id, StringComparison.Ordinal), "the event that came while the hub was away");
    }

    [Fact]
    public async Task Hub_ThatEndsBeforeItCouldStore_HasTheEventAtItsNextStart()
    {
        await _rig.MapAsync("front_door");
        var failing = true;
        _rig.Hub.Book.OnEvent = _ => Volatile.Read(ref failing) ? throw new InvalidOperationException("disk full") : Task.CompletedTask;
        await _rig.PublishAsync("frigate/reviews", Recording.FrigateReview("front_door", Id));
        await Eventually.TrueAsync(() => _rig.Hub.Book.Refused > 0, "a refused event");
        var old = _rig.Hub;
        await old.DisposeAsync();
        Volatile.Write(ref failing, false);
        var mapping = new TaskCompletionSource();
        old.Mapping.Ready = mapping.Task;

        await _rig.StartHubAsync(old);
        // What the broker had kept comes before this, and both before the mapping.
        await _rig.PublishAsync("frigate/available", "online", "-r");
        await _rig.OutcomeAsync("availability");
        mapping.SetResult();

        await _rig.EventAsync(e => e.EventId.Contains(Id, StringComparison.Ordinal), "the event, sent again by the broker");
    }

    [Fact]
    public async Task Mapping_TakenAway_LeavesTheCameraStoppedAndUnmapped()
    {
        await _rig.MapAsync("front_door");
        await _rig.PublishAsync("frigate/available", "online", "-r");
        await StateAsync(DeviceState.Online);

        await _rig.Hub.Mapping.RemoveAsync(AdapterRig.Name, AdapterRig.Camera, CancellationToken.None);

        await StateAsync(DeviceState.Stopped);
        await _rig.PublishAsync("frigate/reviews", Recording.FrigateReview("front_door", Id));
        await _rig.OutcomeAsync("unmapped");
        Assert.Empty(_rig.Hub.Book.Events);
    }

    private Task<ClientProcess> SendAsync(string payload) => _rig.PublishAsync("frigate/events", payload);

    private Task StateAsync(DeviceState state) =>
        Eventually.TrueAsync(() => _rig.Hub.Book.States.LastOrDefault() is { Report: { } last } && last.State == state, $"the camera to be {state}");

    private static AdapterRule Events(string type) => new("events", [], [], [], null, null, type, null);

    private static JsonElement Data(DeviceEvent seen) => JsonDocument.Parse(seen.DataJson!).RootElement;
}
