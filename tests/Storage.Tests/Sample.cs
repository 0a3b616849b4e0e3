using System.Globalization;
using SafetyHub.Alerts;
using SafetyHub.Devices;
using SafetyHub.Escalation;
using SafetyHub.Grains.Alerts;
using SafetyHub.Grains.Incidents;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Storage.Tests;

/// <summary>Valid contents for storage, each different where it must be and the same in every run.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static IncidentId Incident(int number)
    {
        const string letters = "abcdefghijklmnopqrstuvwxyz234567";
        var text = new char[26];
        for (var i = 25; i >= 0; i--, number /= 32) text[i] = letters[number % 32];
        return IncidentId.Parse("inc_" + new string(text));
    }

    public static Signal Signal(string id, string resident = "r1") => new(
        id, DeviceId.Parse(id.Split('/')[0]), DeviceKind.Robot, "sos.hand-hold", new SubjectRef(SubjectKind.Resident, resident), Now, Now.AddSeconds(-1),
        Now.AddMilliseconds(1.5), 0.75, """{"seconds":4}""", SignalFlags.Late);

    public static TimelineEntry Entry(int sequence) => new(sequence, Now.AddSeconds(sequence), "hub", "SignalReceived", $$"""{"n":{{sequence}}}""");

    public static IncidentSnapshot Snapshot(IncidentId id, int version, string resident = "r1", int minute = 0) => new(
        id, IncidentCategory.Sos, "sos.hand-hold", Severity.Critical, Condition.Active, Handling.Unacknowledged, null,
        new SubjectSummary(new SubjectRef(SubjectKind.Resident, resident), "김순자", "deogyang"), Now.AddMinutes(minute), Now.AddMinutes(minute), 1,
        [new SignalSummary("robot-1/e1", "sos.hand-hold", DeviceId.Parse("robot-1"), Now, 0.75, SignalFlags.None)],
        [new IncidentReason("reason.signal", ["sos.hand-hold"], Now)], new EscalationStatus("default", 1, 1, StepTarget.OperatorDesk, Now.AddMinutes(1)),
        null, null, null, null, false, false, ResponderProgress.None, ["ab12"], version, 0);

    /// <summary>An append that opens an incident (expected version 0) or goes on with it.</summary>
    public static IncidentAppend Append(IncidentId id, int expected = 0, string? signal = null, string resident = "r1", int minute = 0) => new(
        Snapshot(id, expected + 1, resident, minute), expected, [Entry(expected + 1)], $$"""{"version":{{expected + 1}}}""",
        signal is null ? null : Signal(signal, resident), Now.AddMinutes(1), []);

    public static AlertOrder Alert(IncidentId id, string name, AlertChannel channel = AlertChannel.Screen) => new(
        $"{id}:{name}", id, channel, "desk:1", StepTarget.OperatorDesk, Severity.Critical, "sos.hand-hold", "deogyang", "ko", "say.help", Now, Now.AddHours(1));

    public static string Numbered(string prefix, int number) => prefix + number.ToString("D6", CultureInfo.InvariantCulture);
}
