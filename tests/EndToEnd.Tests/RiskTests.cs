using System.Globalization;
using System.Text;
using System.Text.Json;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;
using Xunit;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>Who is woken and who is asked, on the built program: a dawn SOS, a doll that fell, and a rules file with mistakes.</summary>
[Collection(WholeHub.Name)]
public sealed class RiskTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Capabilities = ["speak", "check-in"];
    private static readonly string[] Mistakes = ["version: one", "on: sos.voice", "half-life: forever", "declien"];
    private const string District = "deogyang";
    private readonly TempDirectory _folder = new();
    private HubProcess? _hub;

    private HubProcess Hub => _hub!;

    private string RulesFile => Path.Combine(_folder.Path, "rules.yaml");

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(RulesFile, DefaultRules());
        var data = Directory.CreateDirectory(Path.Combine(_folder.Path, "data")).FullName;
        _hub = await HubProcess.StartAsync(new HubSettings
        {
            DataDirectory = data,
            Environment = new Dictionary<string, string>
            {
                ["SafetyHub__Risk__RulesFile"] = RulesFile,
                ["SafetyHub__Risk__LookEvery"] = "00:00:00.2",
                ["SafetyHub__Escalation__Critical__Steps__0__Target"] = "OperatorDesk",
                ["SafetyHub__Escalation__Critical__Steps__0__After"] = "00:00:00",
                ["SafetyHub__Escalation__Critical__Steps__1__Target"] = "CaseworkerOnDuty",
                ["SafetyHub__Escalation__Critical__Steps__1__After"] = "00:00:01",
            },
        });
    }

    public Task DisposeAsync() => Hub.DisposeAsync().AsTask();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task HandHeldSos_InThePersonsNight_IsSpokenShownAndEscalated()
    {
        var secret = await Hub.Api.AddHomeAsync("home-dawn", "doll-dawn", district: District);
        var city = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(9));
        await Hub.Api.PutAsync("/api/v1/residents/home-dawn", new { name = "김영희", district = District, quietHours = $"{Clock(city.AddHours(-3))}-{Clock(city.AddHours(3))}" });
        var receipt = Commands.SubscribeAsync(Hub.Settings.MqttPort, "doll-dawn", secret, "receipt", 1);
        var command = Commands.SubscribeAsync(Hub.Settings.MqttPort, "doll-dawn", secret, "command", 1);
        await Task.Delay(500);

        var (code, output) = await PublishAsync("doll-dawn", secret, "event", new { id = "sos-1", at = DateTimeOffset.UtcNow, type = "sos.hand-hold", data = new { seconds = 4 } });

        Assert.True(code == 0, output);
        var incident = Assert.Single(await Hub.Api.IncidentsAsync("open", "&subject=resident/home-dawn"));
        Assert.Equal("critical", incident.GetProperty("severity").GetString());
        Assert.Contains("도움을 요청했어요", (await receipt).Output, StringComparison.Ordinal);
        Assert.Contains("\"say\"", (await command).Output, StringComparison.Ordinal);
        var id = incident.GetProperty("id").GetString();
        await Waiting.UntilAsync(async () => Fired(await Hub.Api.GetAsync($"/api/v1/incidents/{id}")), TimeSpan.FromSeconds(30), "the caseworker's step of the plan did not fire");
    }

    [Fact]
    public async Task DollThatFell_IsAskedAbout_AndAnOkWakesNobodyUntilAHumanLooksAnyway()
    {
        var secret = await Hub.Api.AddHomeAsync("home-doll", "doll-fell", district: District);
        await PublishAsync("doll-fell", secret, "birth", new { model = "Hyodol", bootId = "b1", capabilities = Capabilities }, "-r");
        await Waiting.UntilAsync(
            async () => (await Hub.Api.GetAsync("/api/v1/devices/doll-fell")).GetRawText().Contains("check-in", StringComparison.Ordinal), TimeSpan.FromSeconds(20), "the birth did not arrive");
        var question = Commands.SubscribeAsync(Hub.Settings.MqttPort, "doll-fell", secret, "command", 1);
        await Task.Delay(500);

        await PublishAsync("doll-fell", secret, "event", new { id = "fall-1", at = DateTimeOffset.UtcNow, type = "fall", confidence = 0.84 });
        Assert.Contains("괜찮으세요", (await question).Output, StringComparison.Ordinal);
        Assert.Empty(await Hub.Api.IncidentsAsync("open", "&subject=resident/home-doll"));
        await PublishAsync("doll-fell", secret, "event", new { id = "answer-1", at = DateTimeOffset.UtcNow, type = "checkin.answer", data = new { answer = "ok" } });

        var risk = await Hub.Api.GetAsync("/api/v1/residents/home-doll/risk");
        var decision = Assert.Single(risk.GetProperty("decisions").EnumerateArray());
        Assert.Equal(("said-ok", "fall"), (decision.GetProperty("outcome").GetString(), decision.GetProperty("category").GetString()));
        Assert.Empty(await Hub.Api.IncidentsAsync("open", "&subject=resident/home-doll"));
        using var looked = await Hub.Api.Http.PostAsync("/api/v1/residents/home-doll/risk/look", Json(new { decision = decision.GetProperty("id").GetString() }));
        Assert.True(looked.IsSuccessStatusCode, await looked.Content.ReadAsStringAsync());
        var incident = Assert.Single(await Hub.Api.IncidentsAsync("open", "&subject=resident/home-doll"));
        Assert.Equal("fall", incident.GetProperty("type").GetString());
        Assert.NotEmpty(incident.GetProperty("wouldChange").EnumerateArray());
    }

    [Fact]
    public async Task RulesFile_WithEveryKindOfMistake_IsRefusedWithItsLines_AndTheOldRulesStayInForce()
    {
        var before = await Hub.Api.GetAsync("/api/v1/risk/rules");
        Assert.Equal(JsonValueKind.Null, before.GetProperty("refusal").ValueKind);
        var broken = DefaultRules()
            .Replace("version: 1", "version: one", StringComparison.Ordinal)
            .Replace("on: lying", "on: sos.voice", StringComparison.Ordinal)
            .Replace("half-life: 30m", "half-life: forever", StringComparison.Ordinal)
            .Replace("name: groan", "name: scream", StringComparison.Ordinal)
            .Replace("decline: {", "declien: {", StringComparison.Ordinal);

        var check = await Hub.Api.Http.PostAsync("/api/v1/risk/rules/check", new StringContent(broken, Encoding.UTF8, "application/yaml"));
        using var answer = JsonDocument.Parse(await check.Content.ReadAsStringAsync());
        Assert.False(answer.RootElement.GetProperty("valid").GetBoolean());
        await File.WriteAllTextAsync(RulesFile, broken);
        await Waiting.UntilAsync(
            async () => (await Hub.Api.GetAsync("/api/v1/risk/rules")).GetProperty("refusal").ValueKind == JsonValueKind.Object, TimeSpan.FromSeconds(20), "the broken file was not looked at");

        var after = await Hub.Api.GetAsync("/api/v1/risk/rules");
        Assert.Equal(before.GetProperty("hash").GetString(), after.GetProperty("hash").GetString());
        var faults = after.GetProperty("refusal").GetProperty("faults").EnumerateArray().ToList();
        Assert.Equal(answer.RootElement.GetProperty("faults").GetArrayLength(), faults.Count);
        foreach (var part in Mistakes)
            Assert.Contains(faults, fault => fault.GetProperty("line").GetInt32() == Line(broken, part));
        Assert.True(await Hub.Api.IsReadyAsync());

        await File.WriteAllTextAsync(RulesFile, DefaultRules().Replace("name: SafetyHub default rules", "name: Goyang", StringComparison.Ordinal));
        await Waiting.UntilAsync(
            async () => (await Hub.Api.GetAsync("/api/v1/risk/rules")).GetProperty("name").GetString() == "Goyang", TimeSpan.FromSeconds(20), "the corrected file was not taken");
    }

    private static bool Fired(JsonElement incident) => incident.GetProperty("timeline").EnumerateArray().Any(entry =>
        entry.GetProperty("kind").GetString() == "StepFired" && entry.GetRawText().Contains("caseworker", StringComparison.OrdinalIgnoreCase));

    private static string Clock(DateTimeOffset time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static int Line(string text, string part) => text[..text.IndexOf(part, StringComparison.Ordinal)].Count(c => c == '\n') + 1;

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    private Task<(int Code, string Output)> PublishAsync(string device, string secret, string topic, object payload, params string[] more) =>
        Commands.PublishAsync(Hub.Settings.MqttPort, device, secret, topic, JsonSerializer.Serialize(payload), more);

    private static string DefaultRules()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "Grains", "Risk", "risk-rules.yaml");
            if (File.Exists(file)) return File.ReadAllText(file);
        }
        throw new InvalidOperationException("The default rules lie nowhere above the tests");
    }
}
