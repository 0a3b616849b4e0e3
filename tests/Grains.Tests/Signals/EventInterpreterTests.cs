using SafetyHub.Devices;
using SafetyHub.Grains.Signals;
using SafetyHub.Grains.Tests.Support;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Signals;

public sealed class EventInterpreterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("sos.hand-hold", null, IncidentCategory.Sos, Severity.Critical)]
    [InlineData("smoke", null, IncidentCategory.Fire, Severity.Critical)]
    [InlineData("smoke", """{"basis":"picture"}""", IncidentCategory.Fire, Severity.Medium)]
    [InlineData("fire", """{"basis":"picture","zone":null}""", IncidentCategory.Fire, Severity.Medium)]
    [InlineData("fire", """{"basis":"flame sensor"}""", IncidentCategory.Fire, Severity.Critical)]
    [InlineData("line-crossing", null, IncidentCategory.Intrusion, Severity.Medium)]
    [InlineData("wandering", null, IncidentCategory.Intrusion, Severity.Low)]
    [InlineData("checkin.answer", """{"answer":"help"}""", IncidentCategory.CheckIn, Severity.Critical)]
    [InlineData("checkin.answer", """{"answer":"none"}""", IncidentCategory.CheckIn, Severity.High)]
    [InlineData("checkin.answer", """{"answer":42}""", IncidentCategory.CheckIn, Severity.High)]
    [InlineData("sentiment.negative", """{"score":0.7}""", IncidentCategory.Mood, Severity.Low)]
    [InlineData("sentiment.negative", """{"category":"self-harm"}""", IncidentCategory.Mood, Severity.High)]
    [InlineData("camera.blind", null, IncidentCategory.CameraFault, Severity.Medium)]
    [InlineData("never.heard-of", null, IncidentCategory.Unknown, Severity.Low)]
    public void Signal_OfAType_AsksForTheSeverityOfItsRow(string type, string? data, IncidentCategory category, Severity severity)
    {
        var decision = Decide(type, data);
        Assert.True(decision.Opens);
        Assert.Equal((category, severity), (decision.Rule.Category, decision.Severity));
    }

    [Theory]
    [InlineData("intrusion", Severity.Low)]
    [InlineData("loitering", Severity.Critical)]
    public void Signal_WithASeverityOfTheCamerasSetting_AsksForThat(string type, Severity severity)
    {
        var signal = TestSignals.Signal("e1", type, Noon, "cctv-1", DeviceKind.Camera) with { Severity = severity };
        Assert.Equal(severity, EventInterpreter.Decide(signal, new SignalOptions()).Severity);
    }

    [Theory]
    [InlineData(1, Severity.Low)]
    [InlineData(8, Severity.Low)]
    [InlineData(12, Severity.Medium)]
    [InlineData(23, Severity.Medium)]
    [InlineData(24, Severity.High)]
    public void Inactivity_SinceSomeHours_ClimbsTheLadder(int hours, Severity severity)
    {
        var data = $$"""{"since":"{{Noon.AddHours(-hours):O}}"}""";
        var decision = Decide("inactivity", data);
        Assert.Equal((EventEffect.Set, severity), (decision.Effect, decision.Severity));
    }

    [Fact]
    public void Inactivity_FromADeviceWithAWrongClock_IsMeasuredOnThatClock()
    {
        var reported = Noon.AddDays(-300);
        var data = $$"""{"since":"{{reported.AddHours(-13):O}}"}""";
        var signal = Signal("inactivity", data) with { ReportedAt = reported };
        Assert.Equal(Severity.Medium, EventInterpreter.Decide(signal, new SignalOptions()).Severity);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("""{"since":"yesterday"}""")]
    [InlineData("""{"since":17}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public void Inactivity_WithoutAReadableTime_IsLowAndTaken(string? data) => Assert.Equal(Severity.Low, Decide("inactivity", data).Severity);

    [Theory]
    [InlineData(1, Severity.Low)]
    [InlineData(2, Severity.Low)]
    [InlineData(3, Severity.Medium)]
    [InlineData(5, Severity.High)]
    public void MedicationMissed_RepeatedInADay_Rises(int times, Severity severity) =>
        Assert.Equal(severity, EventInterpreter.Decide(Signal("medication.missed"), new SignalOptions(), times).Severity);

    [Fact]
    public void CheckIn_AnsweredOk_ClearsTheCheckInAndTheInactivity()
    {
        var decision = Decide("checkin.answer", """{"answer":"ok"}""");
        Assert.False(decision.Opens);
        Assert.Equal([IncidentCategory.CheckIn, IncidentCategory.Inactivity], decision.Clears);
    }

    [Theory]
    [InlineData("touch")]
    [InlineData("conversation")]
    [InlineData("sleep.end")]
    [InlineData("outing.start")]
    public void Activity_OfAnyForm_ClearsTheInactivity(string type) => Assert.Equal([IncidentCategory.Inactivity], Decide(type).Clears);

    [Fact]
    public void Silence_AtAPlace_IsLowerThanInAHome()
    {
        var home = Signal(EventTable.DeviceSilent);
        var place = home with { Subject = new SubjectRef(SubjectKind.Place, "park") };
        Assert.Equal(Severity.Medium, EventInterpreter.Decide(home, new SignalOptions()).Severity);
        Assert.Equal(Severity.Low, EventInterpreter.Decide(place, new SignalOptions()).Severity);
    }

    private static SignalDecision Decide(string type, string? data = null) => EventInterpreter.Decide(Signal(type, data), new SignalOptions());

    private static Signal Signal(string type, string? data = null) => new(
        "robot-1/e1", DeviceId.Parse("robot-1"), DeviceKind.Robot, type, new SubjectRef(SubjectKind.Resident, "kim"), Noon, Noon, Noon, null, data, SignalFlags.None);
}
