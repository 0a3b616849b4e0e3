using System.Globalization;
using System.Text.Json;
using SafetyHub.Escalation;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Api;

/// <summary>An incident as the API promises it.</summary>
public sealed record IncidentView(
    string Id, string Title, Severity Severity, Condition Condition, Handling Handling, string? Assignee, SubjectView Subject,
    DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt, int SignalCount, IReadOnlyList<SignalLineView> Signals, IReadOnlyList<string> Reasons,
    EscalationView Escalation, DateTimeOffset? ShelvedUntil, Outcome? Outcome, int Version,
    string Type, IncidentCategory Category, bool Test, bool TakenBack, ResponderProgress Progress, DateTimeOffset? AcknowledgedUntil, DateTimeOffset? ResolvedAt,
    IReadOnlyList<string> Evidence, IReadOnlyList<TimelineView>? Timeline, IReadOnlyList<string> WouldChange)
{
    internal static IncidentView Of(IncidentSnapshot i, IIncidentWording words, CultureInfo culture, IReadOnlyList<TimelineEntry>? timeline = null) => new(
        i.Id.Value, words.Title(i, culture), i.Severity, i.Condition, i.Handling, i.Assignee,
        new SubjectView(i.Subject.Subject.Kind, i.Subject.Subject.Id, i.Subject.Name, i.Subject.District),
        i.OpenedAt, i.UpdatedAt, i.SignalCount, [.. i.Signals.Select(SignalLineView.Of)], [.. i.Reasons.Select(r => words.Reason(r, culture))],
        new EscalationView(i.Escalation.Step, i.Escalation.NextStepAt, i.Escalation.Round, i.Escalation.Target, i.Escalation.Plan),
        i.ShelvedUntil, i.Outcome, i.Version, i.TitleKey, i.Category, i.IsTest, i.TakenBack, i.Progress, i.AcknowledgedUntil, i.ResolvedAt, i.Evidence,
        timeline?.Select(TimelineView.Of).ToList(), [.. i.WouldChange.Select(r => words.Reason(r, culture))]);
}

/// <summary>Whom an incident is about.</summary>
public sealed record SubjectView(SubjectKind Kind, string Id, string Name, string District);

/// <summary>A signal as an incident lists it, with what the device says it goes by.</summary>
public sealed record SignalLineView(
    string Id, string Type, string DeviceId, DateTimeOffset At, double? Confidence, IReadOnlyList<string> Flags, IReadOnlyList<SignalFinding> Findings)
{
    internal static SignalLineView Of(SignalSummary s) => new(s.Id, s.Type, s.Device.Value, s.At, s.Confidence, Words(s.Flags), s.Findings ?? []);

    internal static IReadOnlyList<string> Words(SignalFlags flags) =>
        flags == SignalFlags.None ? [] : [.. Enum.GetValues<SignalFlags>().Where(f => f != SignalFlags.None && flags.HasFlag(f)).Select(f => Input.Kebab(f))];
}

/// <summary>A signal in full.</summary>
public sealed record SignalView(
    string Id, string Type, string DeviceId, DateTimeOffset At, DateTimeOffset ReportedAt, DateTimeOffset ReceivedAt, double? Confidence, JsonElement? Data, IReadOnlyList<string> Flags)
{
    internal static SignalView Of(Signal s) => new(
        s.Id, s.Type, s.Device.Value, s.At, s.ReportedAt, s.ReceivedAt, s.Confidence, DeviceView.Json(s.DataJson), SignalLineView.Words(s.Flags));
}

/// <summary>Where the response plan is.</summary>
public sealed record EscalationView(int Step, DateTimeOffset? NextStepAt, int Round, StepTarget? Target, string Plan);

/// <summary>A line of the timeline.</summary>
public sealed record TimelineView(int Sequence, DateTimeOffset At, string Actor, string Kind, JsonElement? Detail)
{
    internal static TimelineView Of(TimelineEntry e) => new(e.Sequence, e.At, e.Actor, e.Kind, DeviceView.Json(e.DetailJson));
}
