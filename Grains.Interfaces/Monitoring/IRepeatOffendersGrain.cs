using SafetyHub.Devices;

namespace SafetyHub.Monitoring;

/// <summary>
/// What operators' outcomes say about cameras that cry wolf: a tree, a flag, headlights. Proposes a change of the camera's settings with its evidence;
/// changes nothing and mutes nothing by itself. One grain (<see cref="GrainKeys.RepeatOffenders"/>).
/// </summary>
[Alias("hub.IRepeatOffendersGrain")]
public interface IRepeatOffendersGrain : IGrainWithStringKey
{
    /// <summary>Proposals of a status, or all, newest first, at most 500.</summary>
    [Alias("List")] Task<IReadOnlyList<RepeatOffender>> List(OffenderStatus? status);

    /// <summary>One proposal, or null.</summary>
    [Alias("Find")] Task<RepeatOffender?> Find(string id);

    /// <summary>Accepts or declines. Callers use the dashboard's <c>WallDesk</c>, which audits.</summary>
    [Alias("Decide")] Task<OffenderResult> Decide(OffenderDecision decision);
}

/// <summary>A camera whose findings of one type in one zone turn out false again and again, and what could be done.</summary>
/// <param name="Id">The proposal: <c>off_</c> and letters and digits.</param>
/// <param name="Camera">The camera.</param>
/// <param name="CameraName">Its name.</param>
/// <param name="Zone">The zone or line, or null for the whole picture.</param>
/// <param name="EventType">What it finds, for example <c>loitering</c>.</param>
/// <param name="Evidence">What the proposal rests on.</param>
/// <param name="Suggestion">What could be changed.</param>
/// <param name="Status">Open, accepted, declined or withdrawn.</param>
/// <param name="ProposedAt">UTC.</param>
/// <param name="DecidedAt">UTC, or null.</param>
/// <param name="DecidedBy">Who decided, or null.</param>
/// <param name="Note">What they said, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.RepeatOffender")]
public sealed record RepeatOffender(
    [property: Id(0)] string Id,
    [property: Id(1)] DeviceId Camera,
    [property: Id(2)] string CameraName,
    [property: Id(3)] string? Zone,
    [property: Id(4)] string EventType,
    [property: Id(5)] OffenderEvidence Evidence,
    [property: Id(6)] RetuningSuggestion Suggestion,
    [property: Id(7)] OffenderStatus Status,
    [property: Id(8)] DateTimeOffset ProposedAt,
    [property: Id(9)] DateTimeOffset? DecidedAt,
    [property: Id(10)] string? DecidedBy,
    [property: Id(11)] string? Note);

/// <summary>What operators said of this camera, zone and type.</summary>
/// <param name="False">Incidents resolved as false.</param>
/// <param name="Real">Incidents resolved as real.</param>
/// <param name="From">Time of the first, UTC.</param>
/// <param name="To">Time of the last, UTC.</param>
/// <param name="FalseByHour">24 numbers: false ones by hour of the day, local time of the hub.</param>
/// <param name="FromHour">Where most of them lie: first hour of the day.</param>
/// <param name="ToHour">First hour after it; the same as <paramref name="FromHour"/> when they lie all over the day.</param>
/// <param name="MeanConfidence">Mean confidence of the false ones, 0..1, or null.</param>
/// <param name="Examples">Up to 10 of the incidents, newest first.</param>
[GenerateSerializer, Immutable, Alias("hub.OffenderEvidence")]
public sealed record OffenderEvidence(
    [property: Id(0)] int False,
    [property: Id(1)] int Real,
    [property: Id(2)] DateTimeOffset From,
    [property: Id(3)] DateTimeOffset To,
    [property: Id(4)] IReadOnlyList<int> FalseByHour,
    [property: Id(5)] int FromHour,
    [property: Id(6)] int ToHour,
    [property: Id(7)] double? MeanConfidence,
    [property: Id(8)] IReadOnlyList<Incidents.IncidentId> Examples);

/// <summary>What could be changed; a person does it at the camera's settings.</summary>
/// <param name="Kind">What kind of change.</param>
/// <param name="Option">Name of the behaviour's option, or null where no option is meant.</param>
/// <param name="Value">The suggested value as invariant text, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.RetuningSuggestion")]
public sealed record RetuningSuggestion([property: Id(0)] RetuningKind Kind, [property: Id(1)] string? Option, [property: Id(2)] string? Value);

/// <summary>Kinds of retuning.</summary>
public enum RetuningKind
{
    /// <summary>Ask for more confidence. The option is <c>lowestConfidence</c>.</summary>
    RaiseConfidence = 1,
    /// <summary>Ask that it goes on for longer. The option is the behaviour's time.</summary>
    LengthenTime = 2,
    /// <summary>Redraw the zone: what is false lies all over the day and is as sure as what is real.</summary>
    RedrawZone = 3,
    /// <summary>Do not look for it at these hours, when all of it is false and nothing was ever real. The value is <c>HH-HH</c>.</summary>
    LimitHours = 4,
    /// <summary>Look at the camera: clean it, cut the branch, turn it out of the headlights.</summary>
    VisitCamera = 5,
}

/// <summary>Where a proposal stands.</summary>
public enum OffenderStatus
{
    /// <summary>Waits for a person.</summary>
    Open = 0,
    /// <summary>A person will do it, or has done it; counting starts anew.</summary>
    Accepted = 1,
    /// <summary>A person said no; it is proposed again only when the false ones have doubled.</summary>
    Declined = 2,
    /// <summary>The hub took it back: real ones came, or the camera has been calm since.</summary>
    Withdrawn = 3,
}

/// <summary>A person's word on a proposal.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Id">The proposal.</param>
/// <param name="Accept">True to accept, false to decline.</param>
/// <param name="Note">At most 500 characters; required to decline.</param>
[GenerateSerializer, Immutable, Alias("hub.OffenderDecision")]
public sealed record OffenderDecision([property: Id(0)] string Actor, [property: Id(1)] string Id, [property: Id(2)] bool Accept, [property: Id(3)] string? Note);

/// <summary>Why a decision was refused.</summary>
public enum OffenderRefusal
{
    /// <summary>It was taken.</summary>
    None = 0,
    /// <summary>There is no such proposal.</summary>
    NotFound = 1,
    /// <summary>It is decided already, or withdrawn.</summary>
    AlreadyDecided = 2,
    /// <summary>A note is missing or too long.</summary>
    NoteRequired = 3,
}

/// <summary>What a decision led to.</summary>
/// <param name="Refusal">None when it was taken.</param>
/// <param name="Detail">One English sentence when refused, or null.</param>
/// <param name="Offender">The proposal afterwards, or null when there is none.</param>
[GenerateSerializer, Immutable, Alias("hub.OffenderResult")]
public sealed record OffenderResult([property: Id(0)] OffenderRefusal Refusal, [property: Id(1)] string? Detail, [property: Id(2)] RepeatOffender? Offender);
