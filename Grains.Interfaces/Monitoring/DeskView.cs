using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Residents;

namespace SafetyHub.Monitoring;

/// <summary>The alarms of one position. The incident queue and the log hold everything; this says what rings here and what is bundled here.</summary>
/// <param name="Position">The position.</param>
/// <param name="Sequence">Grows with every change and with every restart; never 0.</param>
/// <param name="At">When this was made, UTC.</param>
/// <param name="Alarms">Open incidents that stand as alarms of their own, most urgent first; at most 100.</param>
/// <param name="Groups">Alarms bundled by place, newest first; at most 50.</param>
/// <param name="Budget">The live figures.</param>
/// <param name="Omitted">Alarms and groups that did not fit into the lists; the incident queue has them.</param>
[GenerateSerializer, Immutable, Alias("hub.DeskView")]
public sealed record DeskView(
    [property: Id(0)] string Position,
    [property: Id(1)] long Sequence,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] IReadOnlyList<DeskAlarm> Alarms,
    [property: Id(4)] IReadOnlyList<AlarmGroup> Groups,
    [property: Id(5)] AlarmBudget Budget,
    [property: Id(6)] int Omitted);

/// <summary>An incident that rings, or rang, at a desk.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Category">What it is about.</param>
/// <param name="TitleKey">Event type of its title.</param>
/// <param name="Severity">How bad it is now.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="RangAt">When it rang here, UTC: the moment that counts in the alarm budget.</param>
/// <param name="Rings">True until somebody silences it here or owns the incident.</param>
/// <param name="Owner">Who owns the incident, or null.</param>
/// <param name="Cameras">Cameras that show it, nearest first; empty where none is near. At most 4.</param>
/// <param name="Reasons">Why it stands here, or why it does not ring, when that needs a word (taken over, rebalanced, waited, silenced); else empty.</param>
/// <param name="SilencedAt">When somebody silenced it here, UTC, or null.</param>
/// <param name="SilencedBy">Who silenced it here, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.DeskAlarm")]
public sealed record DeskAlarm(
    [property: Id(0)] IncidentId Incident,
    [property: Id(1)] IncidentCategory Category,
    [property: Id(2)] string TitleKey,
    [property: Id(3)] Severity Severity,
    [property: Id(4)] SubjectSummary Subject,
    [property: Id(5)] DateTimeOffset OpenedAt,
    [property: Id(6)] DateTimeOffset RangAt,
    [property: Id(7)] bool Rings,
    [property: Id(8)] string? Owner,
    [property: Id(9)] IReadOnlyList<DeviceId> Cameras,
    [property: Id(10)] IReadOnlyList<WallReason> Reasons,
    [property: Id(11)] DateTimeOffset? SilencedAt = null,
    [property: Id(12)] string? SilencedBy = null);

/// <summary>
/// Alarms of low classes bundled by place: presentation only. Each member stays an incident of its own in the queue and the log, and its camera is
/// still shown on the wall. Critical incidents, calls for help, falls and fire are never members.
/// </summary>
/// <param name="Id">The group, unique in the room: <c>grp_</c> and letters and digits.</param>
/// <param name="PlaceName">Name of the place or district it stands for.</param>
/// <param name="District">District id.</param>
/// <param name="Severity">Severity of the worst member.</param>
/// <param name="Members">The members, newest first; at most 100 are listed.</param>
/// <param name="MemberCount">How many there are.</param>
/// <param name="Reason">Why they are bundled.</param>
/// <param name="By">Who bundled them: <c>hub</c>.</param>
/// <param name="Since">UTC.</param>
/// <param name="RangAt">When the group as a whole rang here, UTC, or null when it came silently because of a flood.</param>
/// <param name="Rings">True until somebody silences or takes up its members.</param>
/// <param name="SilencedAt">When somebody silenced it here, UTC, or null.</param>
/// <param name="SilencedBy">Who silenced it here, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.AlarmGroup")]
public sealed record AlarmGroup(
    [property: Id(0)] string Id,
    [property: Id(1)] string PlaceName,
    [property: Id(2)] string District,
    [property: Id(3)] Severity Severity,
    [property: Id(4)] IReadOnlyList<GroupMember> Members,
    [property: Id(5)] int MemberCount,
    [property: Id(6)] WallReason Reason,
    [property: Id(7)] string By,
    [property: Id(8)] DateTimeOffset Since,
    [property: Id(9)] DateTimeOffset? RangAt,
    [property: Id(10)] bool Rings,
    [property: Id(11)] DateTimeOffset? SilencedAt = null,
    [property: Id(12)] string? SilencedBy = null);

/// <summary>A member of a group.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Category">What it is about.</param>
/// <param name="TitleKey">Event type of its title.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="JoinedAt">When it joined, UTC.</param>
/// <param name="Cameras">Cameras that show it, nearest first; at most 4.</param>
/// <param name="ShownAt">When one of them was first on a wall for it, UTC, or null when not yet.</param>
[GenerateSerializer, Immutable, Alias("hub.GroupMember")]
public sealed record GroupMember(
    [property: Id(0)] IncidentId Incident,
    [property: Id(1)] IncidentCategory Category,
    [property: Id(2)] string TitleKey,
    [property: Id(3)] Severity Severity,
    [property: Id(4)] SubjectSummary Subject,
    [property: Id(5)] DateTimeOffset JoinedAt,
    [property: Id(6)] IReadOnlyList<DeviceId> Cameras,
    [property: Id(7)] DateTimeOffset? ShownAt);
