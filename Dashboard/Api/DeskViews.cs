using System.Globalization;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Api;

/// <summary>The alarms of a position.</summary>
/// <param name="Position">The position.</param>
/// <param name="Sequence">Changes with every change; goes into <c>since</c> of the next call.</param>
/// <param name="At">UTC.</param>
/// <param name="Budget">The alarm budget now.</param>
/// <param name="Alarms">Incidents that stand as alarms of their own, most urgent first; at most 100.</param>
/// <param name="Groups">Alarms bundled by place, newest first; at most 50.</param>
/// <param name="Omitted">What did not fit into the lists; the incident queue has it.</param>
public sealed record AlarmDeskView(
    string Position, long Sequence, DateTimeOffset At, BudgetView Budget, IReadOnlyList<AlarmView> Alarms, IReadOnlyList<GroupView> Groups, int Omitted)
{
    internal static AlarmDeskView Of(DeskView desk, IIncidentWording words, CultureInfo culture) => new(
        desk.Position, desk.Sequence, desk.At, BudgetView.Of(desk.Budget), [.. desk.Alarms.Select(alarm => AlarmView.Of(alarm, words, culture))],
        [.. desk.Groups.Select(group => GroupView.Of(group, words, culture))], desk.Omitted);
}

/// <summary>An incident that rings, or rang, at a desk.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Title">Its title.</param>
/// <param name="Type">Event type of its title.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Subject">Name of whom it is about.</param>
/// <param name="District">District id.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="RangAt">When it rang here, UTC.</param>
/// <param name="Rings">True until somebody silences it here or owns the incident.</param>
/// <param name="Owner">Who owns it, or null.</param>
/// <param name="Cameras">Cameras that show it, nearest first.</param>
/// <param name="Reasons">Why it stands here, or why it does not ring, when that needs a word.</param>
/// <param name="SilencedAt">When it was silenced here, UTC, or null.</param>
/// <param name="SilencedBy">By whom, or null.</param>
public sealed record AlarmView(
    string Incident, string Title, string Type, IncidentCategory Category, Severity Severity, string Subject, string District, DateTimeOffset OpenedAt, DateTimeOffset RangAt,
    bool Rings, string? Owner, IReadOnlyList<string> Cameras, IReadOnlyList<WallReasonView> Reasons, DateTimeOffset? SilencedAt, string? SilencedBy)
{
    internal static AlarmView Of(DeskAlarm alarm, IIncidentWording words, CultureInfo culture) => new(
        alarm.Incident.Value, words.Title(alarm.TitleKey, culture), alarm.TitleKey, alarm.Category, alarm.Severity, alarm.Subject.Name, alarm.Subject.District,
        alarm.OpenedAt, alarm.RangAt, alarm.Rings, alarm.Owner, [.. alarm.Cameras.Select(camera => camera.Value)],
        WallReasonView.Of(alarm.Reasons, words, culture), alarm.SilencedAt, alarm.SilencedBy);
}

/// <summary>Alarms bundled by place. Critical incidents, calls for help, falls and fire are never in one.</summary>
/// <param name="Id">The group.</param>
/// <param name="Place">The place or district it stands for.</param>
/// <param name="District">District id.</param>
/// <param name="Severity">Severity of its worst member.</param>
/// <param name="Reason">Why they are bundled.</param>
/// <param name="By">Who bundled them.</param>
/// <param name="Since">UTC.</param>
/// <param name="RangAt">When the group as a whole rang here, UTC, or null.</param>
/// <param name="Rings">True until it is silenced or its members are taken up.</param>
/// <param name="MemberCount">How many members it has.</param>
/// <param name="Members">The members, newest first; at most 100.</param>
/// <param name="SilencedAt">When it was silenced here, UTC, or null.</param>
/// <param name="SilencedBy">By whom, or null.</param>
public sealed record GroupView(
    string Id, string Place, string District, Severity Severity, WallReasonView Reason, string By, DateTimeOffset Since, DateTimeOffset? RangAt, bool Rings, int MemberCount,
    IReadOnlyList<GroupMemberView> Members, DateTimeOffset? SilencedAt, string? SilencedBy)
{
    internal static GroupView Of(AlarmGroup group, IIncidentWording words, CultureInfo culture) => new(
        group.Id, group.PlaceName, group.District, group.Severity, WallReasonView.Of(group.Reason, words, culture), group.By, group.Since, group.RangAt, group.Rings,
        group.MemberCount, [.. group.Members.Select(member => GroupMemberView.Of(member, words, culture))], group.SilencedAt, group.SilencedBy);
}

/// <summary>A member of a group.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Title">Its title.</param>
/// <param name="Type">Event type of its title.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Subject">Name of whom it is about.</param>
/// <param name="JoinedAt">When it joined, UTC.</param>
/// <param name="Cameras">Cameras that show it, nearest first.</param>
/// <param name="ShownAt">When one of them was first on a wall for it, UTC, or null when not yet.</param>
public sealed record GroupMemberView(
    string Incident, string Title, string Type, IncidentCategory Category, Severity Severity, string Subject, DateTimeOffset JoinedAt, IReadOnlyList<string> Cameras, DateTimeOffset? ShownAt)
{
    internal static GroupMemberView Of(GroupMember member, IIncidentWording words, CultureInfo culture) => new(
        member.Incident.Value, words.Title(member.TitleKey, culture), member.TitleKey, member.Category, member.Severity, member.Subject.Name, member.JoinedAt,
        [.. member.Cameras.Select(camera => camera.Value)], member.ShownAt);
}
