using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;
using Xunit;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>The main job on the built program with clients that we did not write.</summary>
[Collection(WholeHub.Name)]
public sealed class SpineTests(Postgres postgres, RunningHub running) : IClassFixture<RunningHub>
{
    private readonly HubProcess _hub = running.Hub;

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task Sos_PublishedWithMosquitto_IsAnOpenCriticalIncidentAndReceiptReachesTheDevice(string version)
    {
        var robot = "robot-" + version;
        var secret = await _hub.Api.AddHomeAsync("home-" + version, robot);
        var receipt = Commands.SubscribeAsync(_hub.Settings.MqttPort, robot, secret, "receipt", 1);
        await Task.Delay(500);

        var (code, output) = await Commands.PublishAsync(_hub.Settings.MqttPort, robot, secret, "event", Event("sos-1", "sos.hand-hold"), "-V", version);

        Assert.True(code == 0, output);
        var incident = Assert.Single(await _hub.Api.IncidentsAsync("open", $"&subject=resident/home-{version}"));
        Assert.Equal("critical", incident.GetProperty("severity").GetString());
        Assert.Contains("\"accepted\"", (await receipt).Output, StringComparison.Ordinal);
        Assert.Contains(incident.GetProperty("id").GetString()!, (await receipt).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Incident_ActedOnThroughTheApi_FollowsTheRulesOfItsTwoAxes()
    {
        var secret = await _hub.Api.AddHomeAsync("home-acts", "robot-acts");
        await Commands.PublishAsync(_hub.Settings.MqttPort, "robot-acts", secret, "event", Event("a1", "sos.button"));
        var id = (await _hub.Api.IncidentsAsync("open", "&subject=resident/home-acts")).Single().GetProperty("id").GetString();

        using var longKey = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/incidents/{id}/acknowledge") { Content = JsonContent.Create(new { }), Headers = { { "Idempotency-Key", new string('k', 200) } } };
        Assert.Equal(HttpStatusCode.BadRequest, (await _hub.Api.Http.SendAsync(longKey)).StatusCode);
        var taken = await _hub.Api.PostAsync($"/api/v1/incidents/{id}/acknowledge");
        Assert.Equal("acknowledged", taken.GetProperty("handling").GetString());
        Assert.Equal(JsonValueKind.Null, taken.GetProperty("escalation").GetProperty("nextStepAt").ValueKind);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => _hub.Api.PostAsync($"/api/v1/incidents/{id}/shelve", new { reason = "x", until = DateTimeOffset.UtcNow.AddHours(1) }));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("critical-cannot-be-shelved", refused.Message, StringComparison.Ordinal);
        var resolved = await _hub.Api.PostAsync($"/api/v1/incidents/{id}/resolve", new { outcome = "real", note = "119와 함께 방문함" });
        Assert.Equal("real", resolved.GetProperty("outcome").GetString());
        var whole = await _hub.Api.GetAsync($"/api/v1/incidents/{id}");
        Assert.Contains(whole.GetProperty("timeline").EnumerateArray(), e => e.GetProperty("kind").GetString() == "IncidentResolved");
        Assert.Empty(await _hub.Api.IncidentsAsync("open", "&subject=resident/home-acts"));
    }

    [Fact]
    public async Task Api_CalledWithoutTokenOrRight_Answers401Or403WithProblemDetails()
    {
        using var stranger = new HubApi(_hub.Api.Http.BaseAddress!, token: null);
        var unknown = await stranger.Http.GetAsync("/api/v1/incidents");
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal("application/problem+json", unknown.Content.Headers.ContentType?.MediaType);
        var made = await _hub.Api.PostAsync("/api/v1/tokens", new { name = "wallboard", role = "operator" });
        using var operatorApi = new HubApi(_hub.Api.Http.BaseAddress!, made.GetProperty("token").GetString());
        Assert.Equal(HttpStatusCode.OK, (await operatorApi.Http.GetAsync("/api/v1/incidents")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await operatorApi.Http.GetAsync("/api/v1/audit")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.Http.GetAsync("/metrics")).StatusCode);
        Assert.Contains("orleans", await _hub.Api.Http.GetStringAsync("/metrics"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task BadConfiguration_OfEveryKind_IsNamedInOneMessageAndStopsTheStart()
    {
        using var folder = new TempDirectory();
        var environment = new Dictionary<string, string> { ["SafetyHub__Mqtt__Prot"] = "1", ["SafetyHub__Escalation__Foo"] = "1", ["SafetyHub__Cluster__SiloPort"] = "seven" };
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            () => HubProcess.StartAsync(new HubSettings { DataDirectory = folder.Path, Roles = "silo,singer", Environment = environment }));
        Assert.Contains("ended with code 2", fault.Message, StringComparison.Ordinal);
        foreach (var named in new[] { "Mqtt:Prot", "Escalation:Foo", "SiloPort", "singer" }) Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/districts/deogyang-gu/duty", "{}", "'$'")]
    [InlineData("/api/v1/residents/kim", "{\"name\":{}}", "'$.name'")]
    [InlineData("/api/v1/residents/kim", "{\"name\"", "JSON")]
    public async Task Body_OfTheWrongShape_IsRefusedWithTheReasonAndTheUsualHeaders(string path, string body, string named)
    {
        using var answer = await _hub.Api.Http.PutAsync(path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        var said = await answer.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(named, JsonDocument.Parse(said).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SafetyHub.", said, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task TwoProcesses_OnOnePostgres_AreOneHub()
    {
        using var second = new TempDirectory();
        using var first = new TempDirectory();
        var database = await postgres.Cluster.CreateDatabaseAsync();
        await using var silo = await HubProcess.StartAsync(new HubSettings { DataDirectory = first.Path, ConnectionString = database, Roles = "silo,dashboard" });
        await using var bridge = await HubProcess.StartAsync(new HubSettings { DataDirectory = second.Path, ConnectionString = database, Roles = "bridge", Token = silo.Settings.Token });
        var secret = await silo.Api.AddHomeAsync("home-two", "robot-two");
        await Waiting.UntilAsync(async () => (await Commands.PublishAsync(bridge.Settings.MqttPort, "robot-two", secret, "event", Event("two-1", "sos.button"))).Code == 0, TimeSpan.FromSeconds(20), "the bridge did not let the device in");
        Assert.Single(await silo.Api.IncidentsAsync("open", "&subject=resident/home-two"));
    }

    private static string Event(string id, string type) => JsonSerializer.Serialize(new { id, at = DateTimeOffset.UtcNow, type, data = new { seconds = 4 } });
}
