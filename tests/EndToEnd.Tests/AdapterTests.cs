using System.Globalization;
using System.Net;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;
using Xunit;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>Cameras that think for themselves, through the whole hub: one that speaks the device contract, and one behind Frigate.</summary>
[Collection(WholeHub.Name)]
public sealed class AdapterTests
{
    private const string Secret = "the-secret-of-frigate-1";
    private static readonly string[] Person = ["person"];
    // A test picture of 32 x 32 pixels.
    private static readonly byte[] Jpeg = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAgAAAQABAAD//gAQTGF2YzU5LjM3LjEwMAD/2wBDAAgUFBcUFxsbGxsbGyAeICEhISAgICAhISEkJCQqKiokJCQhISQkKCgqKi4vLisrKisvLzIyMjw8OTlGRkhW"
        + "Vmf/xACAAAEBAQEAAAAAAAAAAAAAAAAHBgUEAQADAQEBAAAAAAAAAAAAAAAFBgcIBAIQAAEDAwMEAgEFAQAAAAAAAAERAgMEIQASMQWCwUFRQmHCE1Kh0jIiEQABAgQDCAMAAwEAAAAA"
        + "AAABAhESBAADwQUhQ4GCQkExIsJhURNxoRUy/8AAEQgAIAAgAwESAAISAAMSAP/aAAwDAQACEQMRAD8AgOIpXzl5QiNQC5NyN2j7uF9LjRSQMp+Powwf7j/UcbKXSBriqAKioFvpAGeP"
        + "wN5SegHc4CjMvzbsa6P9ROWWbpaO7chFpOsLh3Uo/SXGnc9h9ib5vseP1orrKmdhbolkYqrocW+vRGZtd8OrtjfKZZJJSUmxauM2txCbinbu6gWduwYfFMsvzbsaqc3J2ZBFpNgFLxRK"
        + "clSyAkOo4BgHLCjGb7Hj9aaKumgj06Io2Kq6Whqon7QM0a74dXbMly2YzsRUZm8ojtGtSxq/RZI/ql+X5t2NTqemb0mq0qws2yY3ZmV2aJJ8VM5ZwWodm+x4/WuXia+OVzonlrZXXa3w"
        + "8NVdK+Qtxulx5wDlnkpZoJoyjo3Fw3Q7WKEFCLELcFMtIv8A7gOGKe7dtaFy/NuxpvXlKcruKgWV27oTDF/2kpeIFgARqCCG+m0cvmb7Hj9ae6eRsvH0LmlQIQ3yP+mBrXC/pwIyD43l"
        + "IA0tIkCIFQJfqX+Ma5fm3Y1KZmTuKUPJAc9YsE1n/N9jx+tXe6+YJumyC6Q8KmBU7sBqzlupA+aja74dXbEGevjgeNTZLrsG+OrNVS/NuxqIZblV1YjRdsLTpqlSj8sfDQ/B1rjzfY8f"
        + "rUamMvWsJuIvWLiVuxQpRZgCyhAGLEaHUdauK74dXbILkqCUua7VGASdyf6/eRqX5t2NaBk8+lleCbUypX0lCCT/AABcfpXfm+x4/WvNmzcklW0qSbqluybQKyYdTowPai6pjdM+GNgV"
        + "z3aWiwVzi0AKbb+8V4OLqJmWMbSNw4n8WuHjFOX5t2NPk5eF1I8VJJfQtgTVtzfY8frQyUziUVEhEa4IfMJZJiHSMpVp2LpFf//Z");

    [Fact]
    public async Task Camera_OfTheDeviceContract_RaisesAnIntrusionWithZoneTrackBoxAndStill()
    {
        using var folder = new TempDirectory();
        await using var hub = await HubProcess.StartAsync(new HubSettings { DataDirectory = folder.Path });
        await hub.Api.PutAsync("/api/v1/places/park", new { name = "호수공원", district = "ilsandong" });
        var secret = await hub.Api.AddDeviceAsync("cctv-1", new { kind = "camera", name = "호수공원 1", placeId = "park" });
        var payload = $$$"""{"id":"e-17","at":"{{{DateTimeOffset.UtcNow:O}}}","type":"intrusion","confidence":0.91,"data":{"zone":"출입금지","track":"42","box":[0.31,0.4,0.08,0.22],"still":"{{{Convert.ToBase64String(Jpeg)}}}"}}""";

        var (code, output) = await Commands.PublishAsync(hub.Settings.MqttPort, "cctv-1", secret, "event", payload);

        Assert.True(code == 0, output);
        var incident = Assert.Single(await hub.Api.IncidentsAsync("open", "&subject=place/park"));
        Assert.Equal(("intrusion", "high"), (incident.GetProperty("type").GetString(), incident.GetProperty("severity").GetString()));
        var data = (await hub.Api.GetAsync($"/api/v1/incidents/{incident.GetProperty("id").GetString()}/signals")).GetProperty("items")[0].GetProperty("data");
        Assert.Equal(("출입금지", "42", 0.22), (data.GetProperty("zone").GetString(), data.GetProperty("track").GetString(), data.GetProperty("box")[3].GetDouble()));
        var still = data.GetProperty("evidence").GetString()!;
        var kept = Directory.EnumerateFiles(folder.File("evidence"), "*.jpg", SearchOption.AllDirectories).ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllBytes);
        Assert.NotEqual(Jpeg, kept[still]); // what is shown is coarse: nobody knows where its people are
        Assert.Contains(kept.Values, picture => picture.AsSpan().SequenceEqual(Jpeg));
    }

    [Fact]
    public async Task Frigate_AtTheEmbeddedBroker_IsMappedByTheApiAndRaisesAnIncidentOfTheMappedSeverity()
    {
        using var folder = new TempDirectory();
        await using var hub = await HubProcess.StartAsync(new HubSettings
        {
            DataDirectory = folder.Path,
            Environment = new Dictionary<string, string>
            {
                ["SafetyHub__Adapters__Sources__frigate-1__Kind"] = "Frigate",
                ["SafetyHub__Adapters__Sources__frigate-1__Way"] = "Embedded",
                ["SafetyHub__Adapters__Sources__frigate-1__Password"] = Secret,
            },
        });
        await hub.Api.PutAsync("/api/v1/places/park", new { name = "호수공원", district = "ilsandong" });
        await hub.Api.AddDeviceAsync("cctv-1", new { kind = "camera", name = "호수공원 1", placeId = "park" });
        await hub.Api.AddDeviceAsync("cctv-2", new { kind = "camera", name = "호수공원 2", placeId = "park" });
        await PublishAsync(hub, "available", "online");
        await PublishAsync(hub, "events", Event("front_door", "1.1-aaaaaa"));
        await Waiting.UntilAsync(
            async () => (await hub.Api.GetAsync("/api/v1/adapters/frigate-1/unmapped")).GetProperty("items").EnumerateArray().Any(u => u.GetProperty("foreign").GetString() == "front_door"),
            TimeSpan.FromSeconds(30), "the unmapped camera was not listed");

        var mapping = await hub.Api.PutAsync("/api/v1/adapters/frigate-1/cameras/cctv-1", new
        {
            foreign = "front_door", rules = new[] { new { on = "events", labels = Person, minScore = 0.5, type = "loitering", severity = "critical" } },
        });
        Assert.Equal("front_door", mapping.GetProperty("foreign").GetString());
        var taken = await Assert.ThrowsAsync<HttpRequestException>(() => hub.Api.PutAsync("/api/v1/adapters/frigate-1/cameras/cctv-2", new { foreign = "front_door" }));
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        await Waiting.UntilAsync(async () =>
        {
            await PublishAsync(hub, "events", Event("front_door", "1.2-bbbbbb"));
            return (await hub.Api.IncidentsAsync("open", "&subject=place/park")).Count == 1;
        }, TimeSpan.FromSeconds(30), "no incident was raised");

        var incident = (await hub.Api.IncidentsAsync("open", "&subject=place/park")).Single();
        Assert.Equal(("loitering", "critical"), (incident.GetProperty("type").GetString(), incident.GetProperty("severity").GetString()));
        Assert.Equal(["cctv-1/1.2-bbbbbb.loitering"], await hub.Api.SignalIdsAsync(incident.GetProperty("id").GetString()!));
        var adapter = (await hub.Api.GetAsync("/api/v1/adapters")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal((1, "embedded", "frigate"), (adapter.GetProperty("cameras").GetInt32(), adapter.GetProperty("way").GetString(), adapter.GetProperty("kind").GetString()));
        var audit = (await hub.Api.GetAsync("/api/v1/audit")).GetProperty("items").EnumerateArray().Select(a => $"{a.GetProperty("action").GetString()} {a.GetProperty("target").GetString()}");
        Assert.Contains("adapter.camera adapter/frigate-1/cctv-1", audit);
        Assert.Equal("online", (await hub.Api.GetAsync("/api/v1/devices/cctv-1")).GetProperty("state").GetString());
    }

    private static async Task PublishAsync(HubProcess hub, string topic, string payload)
    {
        var (code, output) = await Commands.RunAsync(
            "mosquitto_pub", "-h", "127.0.0.1", "-p", hub.Settings.MqttPort.ToString(CultureInfo.InvariantCulture), "-u", "adapter.frigate-1", "-P", Secret, "-t", "frigate/" + topic, "-q", "1", "-m", payload);
        Assert.True(code == 0, output);
    }

    private static string Event(string camera, string id)
    {
        var at = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
        return $$$"""{"type":"new","before":{},"after":{"id":"{{{id}}}","camera":"{{{camera}}}","frame_time":{{{at}}},"label":"person","sub_label":null,"top_score":0.9,"false_positive":false,"start_time":{{{at}}},"end_time":null,"score":0.9,"box":[1,2,3,4],"current_zones":[],"entered_zones":[]}}""";
    }
}
