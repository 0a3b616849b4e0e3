using System.Text.Json;
using SafetyHub.Devices;
using SafetyHub.Grains.Tests.Devices;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Residents;

/// <summary>A person's story in its grain: who is asked, who is told, and what survives.</summary>
public sealed class ResidentStoryTests(DeviceRig rig) : IClassFixture<DeviceRig>
{
    [Fact]
    public async Task Fall_AtAHomeWhoseDollCanAsk_IsAskedAboutBeforeAnybodyIsTold()
    {
        var (doll, home) = await HomeAsync("st-ask");
        var receipt = await doll.ReportEvent(rig.Event("st-ask", "fall"));

        Assert.Equal((ReceiptStatus.Accepted, null, null), (receipt.Status, receipt.IncidentId, receipt.Say));
        Assert.Empty(await rig.OpenAsync(home));
        var question = Assert.Single(await QuestionsAsync(doll));
        Assert.Equal("괜찮으세요? 혹시 넘어지셨어요?", question.GetProperty("question").GetString());
        Assert.Equal((120, 1), (question.GetProperty("waitSeconds").GetInt32(), question.GetProperty("attempts").GetInt32()));
    }

    [Fact]
    public async Task Fall_ThatNobodyAnswersFor_GoesToPeopleWithItsReasons()
    {
        var (doll, home) = await HomeAsync("st-silent");
        await doll.ReportEvent(rig.Event("st-silent", "fall"));
        for (var attempt = 0; attempt < 3; attempt++) await LaterAsync("st-silent", TimeSpan.FromSeconds(121));

        var incident = await rig.TheOpenIncidentAsync(home, IncidentCategory.Fall);
        Assert.Equal((Severity.Critical, "fall", Condition.Active), (incident.Severity, incident.TitleKey, incident.Condition));
        Assert.Contains(incident.Reasons, reason => reason.Key == "risk.no-answer" && reason.Arguments[0] == "3");
        Assert.Contains(incident.WouldChange, change => change.Key == "risk.change.ok");
        Assert.Contains(rig.Log.Timeline(incident.Id), entry => entry.Kind == "DecisionExplained");
        Assert.Equal(3, rig.Ledger.CommandsOf(DeviceId.Parse("st-silent")).Count(command => command.Type == "check-in"));
    }

    [Fact]
    public async Task Fall_AnsweredOk_IsKept_AndAHumanMayLookAnyway()
    {
        var (doll, home) = await HomeAsync("st-ok");
        await doll.ReportEvent(rig.Event("st-ok", "fall"));
        await doll.ReportEvent(rig.Event("st-ok", "checkin.answer", data: """{"answer":"ok"}"""));
        Assert.Empty(await rig.OpenAsync(home));
        var decision = Assert.Single((await rig.ResidentGrain("st-ok").Risk()).Decisions);
        Assert.Equal((QuietOutcome.SaidOk, IncidentCategory.Fall), (decision.Outcome, decision.Category));

        Assert.False(await rig.ResidentGrain("st-ok").LookAnyway("no-such", "user:park"));
        Assert.True(await rig.ResidentGrain("st-ok").LookAnyway(decision.Id, "user:park"));
        Assert.Contains((await rig.TheOpenIncidentAsync(home, IncidentCategory.Fall)).Reasons, reason => reason.Key == "risk.look-anyway" && reason.Arguments[0] == "user:park");
    }

    [Fact]
    public async Task Sos_WhileAQuestionIsOpen_GoesToPeopleAtOnce()
    {
        var (doll, home) = await HomeAsync("st-sos");
        await doll.ReportEvent(rig.Event("st-sos", "fall"));
        var receipt = await doll.ReportEvent(rig.Event("st-sos", "sos.hand-hold"));
        Assert.Equal(Severity.Critical, (await rig.TheOpenIncidentAsync(home, IncidentCategory.Sos)).Severity);
        Assert.NotNull(receipt.Say);
    }

    [Fact]
    public async Task Help_AsAnAnswer_OpensACriticalIncident_AndARedeliveryChangesNothing()
    {
        var (doll, home) = await HomeAsync("st-help");
        await doll.ReportEvent(rig.Event("st-help", "fall"));
        var answer = rig.Event("st-help", "checkin.answer", data: """{"answer":"help"}""");
        var receipt = await doll.ReportEvent(answer);
        await DeviceRig.ForgetAsync(doll);
        await doll.ReportEvent(answer);
        var incident = await rig.TheOpenIncidentAsync(home, IncidentCategory.CheckIn);
        Assert.Equal((Severity.Critical, 1, incident.Id.Value), (incident.Severity, incident.SignalCount, receipt.IncidentId));
    }

    [Fact]
    public async Task Question_OverARestartOfTheResident_GoesOn()
    {
        var (doll, home) = await HomeAsync("st-restart");
        await doll.ReportEvent(rig.Event("st-restart", "fall"));
        await rig.ResidentGrain("st-restart").Cast<Orleans.Core.Internal.IGrainManagementExtension>().DeactivateOnIdle();
        for (var attempt = 0; attempt < 3; attempt++) await LaterAsync("st-restart", TimeSpan.FromSeconds(121));
        Assert.Equal(Severity.Critical, (await rig.TheOpenIncidentAsync(home, IncidentCategory.Fall)).Severity);
    }

    [Fact]
    public async Task Silence_AfterMovementInTelemetry_IsFoundThoughNoMessageComes()
    {
        var home = DeviceRig.Resident("st-quiet");
        var sensor = await rig.RegisterAsync("st-quiet-pir", DeviceKind.Sensor, home);
        await sensor.ReportTelemetry(rig.Telemetry(("motion", 2)));
        var risk = await UntilAsync("st-quiet", now => now.LastSign is not null);
        Assert.True(risk.Observed);
        Assert.NotNull(risk.NextLookAt);

        var quiet = TimeSpan.FromHours(13);
        await LaterAsync("st-quiet", quiet);
        var incident = await rig.TheOpenIncidentAsync(home, IncidentCategory.Inactivity);
        Assert.Equal(Severity.Medium, incident.Severity);
        Assert.Contains(incident.Reasons, reason => reason.Key == "risk.no-sign" && reason.Arguments[0] == "13");

        await sensor.ReportTelemetry(rig.Telemetry(("motion", 1)));
        rig.Clock.Advance(TimeSpan.FromMinutes(10));
        await sensor.ReportTelemetry(rig.Telemetry(("motion", 1)));
        await UntilAsync("st-quiet", now => now.LastSign > risk.LastSign);
        Assert.Equal(Condition.Cleared, rig.Log.Snapshot(incident.Id)!.Condition);
    }

    [Fact]
    public async Task Hospital_SuspendsInactivity()
    {
        var home = DeviceRig.Resident("st-hospital");
        var resident = rig.ResidentGrain("st-hospital");
        await resident.Save(new ResidentProfile("김영희", "deogyang-gu", null, null, null, "ko", null));
        await resident.Change(new SetStatus("user:park", ResidentStatus.InHospital));
        var sensor = await rig.RegisterAsync("st-hospital-pir", DeviceKind.Sensor, home);
        await sensor.ReportTelemetry(rig.Telemetry(("motion", 2)));
        await UntilAsync("st-hospital", now => now.LastSign is not null);
        await LaterAsync("st-hospital", TimeSpan.FromHours(30));
        Assert.DoesNotContain(await rig.OpenAsync(home), incident => incident.Category == IncidentCategory.Inactivity);
    }

    [Fact]
    public async Task Doll_ThatNeverSaidItCanAsk_IsNotWaitedFor()
    {
        var home = DeviceRig.Resident("st-mute");
        var doll = await rig.RegisterAsync("st-mute", subject: home);
        var receipt = await doll.ReportEvent(rig.Event("st-mute", "fall"));
        var incident = await rig.TheOpenIncidentAsync(home, IncidentCategory.Fall);
        Assert.Equal(incident.Id.Value, receipt.IncidentId);
        Assert.Contains(incident.Reasons, reason => reason.Key == "risk.no-voice");
    }

    [Fact]
    public async Task Severity_OfASureFall_FallsWhenThePersonSaysOk_AndTheIncidentStaysOpen()
    {
        var (doll, home) = await HomeAsync("st-lower");
        var radar = await rig.RegisterAsync("st-lower-radar", DeviceKind.Sensor, home);
        await radar.ReportEvent(rig.Event("st-lower-radar", "fall") with { Confidence = 0.95 });
        Assert.Equal(Severity.Critical, (await rig.TheOpenIncidentAsync(home, IncidentCategory.Fall)).Severity);
        await doll.ReportEvent(rig.Event("st-lower", "checkin.answer", data: """{"answer":"ok"}"""));
        Assert.Equal(Severity.Medium, (await rig.TheOpenIncidentAsync(home, IncidentCategory.Fall)).Severity);
    }

    [Fact]
    public async Task Thresholds_OutOfTheirRange_AreRefused_AndOthersAreKept()
    {
        var resident = rig.ResidentGrain("st-own");
        foreach (var bad in new[] { new PersonalThresholds(InactivityLow: 9), new PersonalThresholds(Sensitivity: 5), new PersonalThresholds(InactivityLow: 6, InactivityMedium: 5) })
            await Assert.ThrowsAnyAsync<ArgumentException>(() => resident.SetThresholds(bad));
        await resident.SetThresholds(new PersonalThresholds(InactivityLow: 4, AskFirst: false));
        Assert.Equal(new PersonalThresholds(InactivityLow: 4, AskFirst: false), (await resident.Risk()).Thresholds);
    }

    private async Task<(IDeviceGrain Doll, SubjectRef Home)> HomeAsync(string id)
    {
        var home = DeviceRig.Resident(id);
        var doll = await rig.RegisterAsync(id, subject: home);
        await doll.ReportBirth(new DeviceBirth("Hyodol", "Hyodol", "1", "boot-1", ["speak", "check-in"], rig.Now));
        return (doll, home);
    }

    private async Task LaterAsync(string resident, TimeSpan by)
    {
        rig.Clock.Advance(by);
        await rig.ResidentGrain(resident).CheckRisk();
    }

    /// <summary>What a device tells beside its telemetry arrives a moment later.</summary>
    private async Task<ResidentRisk> UntilAsync(string resident, Func<ResidentRisk, bool> arrived)
    {
        for (var tries = 0; tries < 500; tries++)
        {
            var risk = await rig.ResidentGrain(resident).Risk();
            if (arrived(risk)) return risk;
            await Task.Yield();
        }
        throw new InvalidOperationException($"The signs of {resident} never arrived");
    }

    private static async Task<IReadOnlyList<JsonElement>> QuestionsAsync(IDeviceGrain doll) =>
        [.. (await doll.Connected()).Commands.Where(command => command.Type == "check-in").Select(command => JsonDocument.Parse(command.DataJson).RootElement)];
}
