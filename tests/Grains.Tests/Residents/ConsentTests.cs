using SafetyHub.Devices;
using SafetyHub.Grains.Residents;
using SafetyHub.Grains.Tests.Devices;
using SafetyHub.Grains.Tests.Support;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Residents;

public sealed class ConsentTests(DeviceRig rig) : IClassFixture<DeviceRig>
{
    private const string Answer = """{"answer":"help","transcript":"살려 주세요"}""";

    [Fact]
    public async Task Transcript_WithoutConsent_IsNotKept_AndTheCallIsHeardAllTheSame()
    {
        var (robot, resident, home) = await HomeAsync("rc-words");
        await robot.ReportEvent(rig.Event("rc-words", "checkin.answer", data: Answer));
        var incident = await rig.TheOpenIncidentAsync(home, IncidentCategory.CheckIn);
        Assert.Equal((Severity.Critical, """{"answer":"help"}"""), (incident.Severity, rig.Log.DataOfFirstSignal(incident.Id)));

        var (second, other, there) = await HomeAsync("rc-words-yes");
        await other.Change(new SetConsent("user:lee", ConsentPurpose.VoiceTranscript, true, "the resident, form of 3 May"));
        await second.ReportEvent(rig.Event("rc-words-yes", "checkin.answer", data: Answer));
        Assert.Contains("살려", rig.Log.DataOfFirstSignal((await rig.TheOpenIncidentAsync(there, IncidentCategory.CheckIn)).Id), StringComparison.Ordinal);
        Assert.NotNull(await resident.Sheet());
    }

    [Fact]
    public async Task Consent_Withdrawn_IsInTheHistoryAndNoLongerAllows()
    {
        var (_, resident, _) = await HomeAsync("rc-no");
        Assert.False((await resident.Care()).Allows(ConsentPurpose.MoodTrend));
        await resident.Change(new SetConsent("user:lee", ConsentPurpose.MoodTrend, true, "the resident"));
        Assert.True((await resident.Care()).Allows(ConsentPurpose.MoodTrend));
        await resident.Change(new SetConsent("user:lee", ConsentPurpose.MoodTrend, false, "the resident, by phone"));
        Assert.False((await resident.Care()).Allows(ConsentPurpose.MoodTrend));
        Assert.Equal([ResidentEventKind.Created, ResidentEventKind.ConsentGiven, ResidentEventKind.ConsentWithdrawn], rig.Book.History("rc-no").Select(e => e.Kind));
    }

    [Fact]
    public void Care_IsAllowedUntilItIsWithdrawn()
    {
        Assert.True(ResidentCare.Default.Allows(ConsentPurpose.CareMonitoring));
        Assert.False((ResidentCare.Default with { Withdrawn = [ConsentPurpose.CareMonitoring] }).Allows(ConsentPurpose.CareMonitoring));
    }

    [Theory]
    [InlineData("mood", """{"score":2}""", DeviceKind.Robot, "{}")]
    [InlineData("sentiment.negative", """{"score":0.9,"category":"self-harm"}""", DeviceKind.Speaker, """{"category":"self-harm"}""")]
    [InlineData("lying", """{"evidence":"ab","zone":"bed"}""", DeviceKind.Camera, """{"zone":"bed"}""")]
    [InlineData("sos.voice", """{"phrase":"도와줘"}""", DeviceKind.Robot, """{"phrase":"도와줘"}""")]
    [InlineData("conversation", """{"transcript":"a","transcript":"b"}""", DeviceKind.Robot, null)]
    public void Signal_WithoutAnyConsent_KeepsWhatCareNeedsOnly(string type, string data, DeviceKind kind, string? kept)
    {
        var signal = TestSignals.Sos("x", rig.Now).Signal with { Type = type, Kind = kind, DataJson = data };
        Assert.Equal(kept, ConsentFilter.Apply(signal, ResidentCare.Default).DataJson);
        var all = ResidentCare.Default with { Given = Enum.GetValues<ConsentPurpose>() };
        Assert.Equal(data, ConsentFilter.Apply(signal, all).DataJson);
    }

    private async Task<(IDeviceGrain Robot, IResidentGrain Resident, SubjectRef Home)> HomeAsync(string id)
    {
        var resident = rig.ResidentGrain(id);
        await resident.Change(new SaveProfile("user:lee", ResidentRecordTests.Sample()));
        return (await rig.RegisterAsync(id, subject: DeviceRig.Resident(id)), resident, DeviceRig.Resident(id));
    }
}
