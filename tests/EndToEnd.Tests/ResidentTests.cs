using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SafetyHub.Testing.Hub;
using Xunit;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>Residents' records through the API of the built program.</summary>
[Collection(WholeHub.Name)]
public sealed class ResidentTests(RunningHub running) : IClassFixture<RunningHub>
{
    private readonly HubProcess _hub = running.Hub;

    [Fact]
    public async Task Record_WithStatusConsentAndHistory_ForASupervisor_AndOnlyItsBasicsForAnOperator()
    {
        using var supervisor = await WithRoleAsync("lead", "supervisor");
        await supervisor.PutAsync("/api/v1/residents/e2e-sheet", Body("표지훈"));
        await supervisor.PutAsync("/api/v1/residents/e2e-sheet", new { name = "표지훈", district = "deogyang", phone = "010-9", reason = "wrong number" });
        await supervisor.PostAsync("/api/v1/residents/e2e-sheet/status", new { status = "in-hospital", note = "일산병원" });
        await supervisor.PutAsync("/api/v1/residents/e2e-sheet/consents/voice-transcript", new { given = true, by = "본인, 동의서" });
        var sheet = await supervisor.GetAsync("/api/v1/residents/e2e-sheet?purpose=care");
        Assert.Equal(("in-hospital", "4711#", 3), (Text(sheet, "status"), Text(sheet, "access"), sheet.GetProperty("contacts").GetArrayLength()));
        var kinds = (await supervisor.GetAsync("/api/v1/residents/e2e-sheet/history")).GetProperty("items").EnumerateArray().Select(line => Text(line, "kind"));
        Assert.Equal(["consent-given", "status-changed", "corrected", "created"], kinds);
        var reads = (await supervisor.GetAsync("/api/v1/residents/e2e-sheet/accesses")).GetProperty("items").EnumerateArray();
        Assert.Contains(reads, entry => Text(entry, "action") == "resident.view" && Text(entry, "actor") == "token:lead" && Text(entry, "detail") == "purpose=care");

        using var desk = await WithRoleAsync("desk", "operator");
        var basics = await desk.GetAsync("/api/v1/residents/e2e-sheet");
        Assert.Equal(("표지훈", JsonValueKind.Null, JsonValueKind.Null), (Text(basics, "name"), basics.GetProperty("access").ValueKind, basics.GetProperty("contacts").ValueKind));
        var secret = await _hub.Api.AddDeviceAsync("e2e-sheet-bot", new { kind = "robot", name = "bot", residentId = "e2e-sheet" });
        await Commands.PublishAsync(_hub.Settings.MqttPort, "e2e-sheet-bot", secret, "event", Event("s1", "sos.button"));
        Assert.Equal("4711#", Text(await desk.GetAsync("/api/v1/residents/e2e-sheet"), "access"));
        Assert.Equal("표지훈", Text(Assert.Single(await _hub.Api.IncidentsAsync("open", "&subject=resident/e2e-sheet")).GetProperty("subject"), "name"));
        foreach (var path in new[] { "", "/e2e-sheet/history", "/export" }) await RefusedAsync(HttpStatusCode.Forbidden, () => desk.GetAsync("/api/v1/residents" + path));
        await RefusedAsync(HttpStatusCode.Conflict, () => supervisor.PutAsync("/api/v1/residents/e2e-sheet", new { name = "x", ifVersion = 1 }));
    }

    [Fact]
    public async Task Records_Merged_MoveTheDevicesAndKeepTheIncidentsInSight()
    {
        await _hub.Api.PutAsync("/api/v1/residents/e2e-one", Body("한사람"));
        var secret = await _hub.Api.AddHomeAsync("e2e-two", "e2e-two-bot");
        await Commands.PublishAsync(_hub.Settings.MqttPort, "e2e-two-bot", secret, "event", Event("m1", "sos.button"));
        await _hub.Api.PostAsync("/api/v1/residents/e2e-two/merge", new { into = "e2e-one", reason = "두 번 등록" });
        await Commands.PublishAsync(_hub.Settings.MqttPort, "e2e-two-bot", secret, "event", Event("m2", "sos.hand-hold"));
        var incident = Assert.Single(await _hub.Api.IncidentsAsync("open", "&subject=resident/e2e-one"));
        Assert.Equal(2, incident.GetProperty("signalCount").GetInt32());
        Assert.Equal("e2e-one", Text(await _hub.Api.GetAsync("/api/v1/residents/e2e-two"), "id"));
        Assert.Contains("e2e-two-bot", (await _hub.Api.GetAsync("/api/v1/residents/e2e-one")).GetProperty("devices").EnumerateArray().Select(d => d.GetString()));
    }

    [Fact]
    public async Task File_WithFaults_WritesNothing_ThenIsTakenAndExported()
    {
        var wrong = await ImportAsync("대상자ID,이름,출생연도\ne2e-csv,목록자,1700\n", "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal((2, "birthYear"), (wrong.Body.GetProperty("faults")[0].GetProperty("line").GetInt32(), Text(wrong.Body.GetProperty("faults")[0], "field")));
        await RefusedAsync(HttpStatusCode.NotFound, () => _hub.Api.GetAsync("/api/v1/residents/e2e-csv"));
        const string right = "대상자ID,이름,출생연도\ne2e-csv,목록자,1939\n";
        Assert.Equal(1, (await ImportAsync(right, "?dryRun=true")).Body.GetProperty("created").GetInt32());
        await RefusedAsync(HttpStatusCode.NotFound, () => _hub.Api.GetAsync("/api/v1/residents/e2e-csv"));
        Assert.True((await ImportAsync(right, "")).Body.GetProperty("written").GetBoolean());
        Assert.Equal(1, (await ImportAsync(right, "")).Body.GetProperty("unchanged").GetInt32());
        Assert.Contains("목록자", await _hub.Api.Http.GetStringAsync("/api/v1/residents/export"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Camera_InAHome_NeedsTheConsent()
    {
        await _hub.Api.PutAsync("/api/v1/residents/e2e-cam", Body("방주인"));
        await RefusedAsync(HttpStatusCode.BadRequest, () => _hub.Api.PutAsync("/api/v1/devices/e2e-home-cam", new { kind = "camera", name = "cam", residentId = "e2e-cam" }));
        await _hub.Api.PutAsync("/api/v1/residents/e2e-cam/consents/home-camera", new { given = true, by = "본인, 동의서" });
        await _hub.Api.PutAsync("/api/v1/devices/e2e-home-cam", new { kind = "camera", name = "cam", residentId = "e2e-cam" });
    }

    [Fact]
    public async Task Database_AfterAllThat_HoldsNoName()
    {
        await _hub.Api.PutAsync("/api/v1/residents/e2e-grep", Body("독고영재"));
        var secret = await _hub.Api.AddDeviceAsync("e2e-grep-bot", new { kind = "robot", name = "bot", residentId = "e2e-grep" });
        await Commands.PublishAsync(_hub.Settings.MqttPort, "e2e-grep-bot", secret, "event", Event("g1", "sos.button"));
        Assert.Single(await _hub.Api.IncidentsAsync("open", "&subject=resident/e2e-grep"));
        foreach (var path in Directory.GetFiles(_hub.Settings.DataDirectory, "hub.*"))
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            foreach (var word in new[] { "독고영재", "4711#", "010-1111-2222", "\\uB3C5\\uACE0" })
                Assert.True(copy.GetBuffer().AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) < 0, $"{Path.GetFileName(path)} holds '{word}'");
        }
    }

    private async Task<HubApi> WithRoleAsync(string name, string role)
    {
        var token = (await _hub.Api.PostAsync("/api/v1/tokens", new { name, role })).GetProperty("token").GetString();
        return new HubApi(_hub.Api.Http.BaseAddress!, token);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> ImportAsync(string file, string query)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(file)) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var answer = await _hub.Api.Http.PostAsync("/api/v1/residents/import" + query, content);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    private static async Task RefusedAsync(HttpStatusCode status, Func<Task<JsonElement>> call) =>
        Assert.Equal(status, (await Assert.ThrowsAsync<HttpRequestException>(call)).StatusCode);

    private static object Body(string name) => new
    {
        name, district = "deogyang", address = "화정로 27", phone = "010-1111-2222", birthYear = 1939, access = "4711#", quietHours = "22:00-07:00", caseworker = "worker-1",
        contacts = new[] { new { name = "딸", relation = "딸", phone = "1" }, new { name = "아들", relation = "아들", phone = "2" }, new { name = "이웃", relation = "", phone = "3" } },
    };

    private static string Event(string id, string type) => JsonSerializer.Serialize(new { id, at = DateTimeOffset.UtcNow, type, data = new { seconds = 4 } });

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
