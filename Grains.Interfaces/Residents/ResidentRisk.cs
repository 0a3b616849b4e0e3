using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Residents;

/// <summary>How the hub sees a person now, and what it decided without waking anybody.</summary>
/// <param name="Rules">Name of the rules in force.</param>
/// <param name="LastSign">Last sign of life, UTC, or null when there was none.</param>
/// <param name="Observed">True while at least one device watches; false is not safe but unobserved.</param>
/// <param name="NextLookAt">When the hub looks again by itself, UTC, or null.</param>
/// <param name="DaysLearnt">Days from which the person's rhythm was learnt.</param>
/// <param name="UsualQuietHours">How long it is usually quiet at most at this hour, or null while too little is known.</param>
/// <param name="Concerns">What is suspected.</param>
/// <param name="Question">The open question, or null.</param>
/// <param name="Decisions">What was decided without a human, newest first, at most 8.</param>
/// <param name="Thresholds">Personal thresholds, or null for those of the rules.</param>
[GenerateSerializer, Immutable, Alias("hub.ResidentRisk")]
public sealed record ResidentRisk(
    [property: Id(0)] string Rules,
    [property: Id(1)] DateTimeOffset? LastSign,
    [property: Id(2)] bool Observed,
    [property: Id(3)] DateTimeOffset? NextLookAt,
    [property: Id(4)] int DaysLearnt,
    [property: Id(5)] double? UsualQuietHours,
    [property: Id(6)] IReadOnlyList<ResidentConcern> Concerns,
    [property: Id(7)] OpenQuestion? Question,
    [property: Id(8)] IReadOnlyList<QuietDecision> Decisions,
    [property: Id(9)] PersonalThresholds? Thresholds);

/// <summary>A suspicion.</summary>
/// <param name="Category">What is suspected.</param>
/// <param name="Score">Its weight now.</param>
/// <param name="Raised">Severity with which humans have it, or null.</param>
/// <param name="Reasons">What speaks for it and against it.</param>
[GenerateSerializer, Immutable, Alias("hub.ResidentConcern")]
public sealed record ResidentConcern(
    [property: Id(0)] IncidentCategory Category,
    [property: Id(1)] double Score,
    [property: Id(2)] Severity? Raised,
    [property: Id(3)] IReadOnlyList<IncidentReason> Reasons);

/// <summary>A question that the person was asked and has not answered.</summary>
/// <param name="Device">Which device asks.</param>
/// <param name="Attempt">Which attempt runs.</param>
/// <param name="Attempts">How many there are at most.</param>
/// <param name="AskedAt">When the first was asked, UTC.</param>
/// <param name="Until">When the running attempt ends, UTC.</param>
[GenerateSerializer, Immutable, Alias("hub.OpenQuestion")]
public sealed record OpenQuestion(
    [property: Id(0)] string Device,
    [property: Id(1)] int Attempt,
    [property: Id(2)] int Attempts,
    [property: Id(3)] DateTimeOffset AskedAt,
    [property: Id(4)] DateTimeOffset Until);

/// <summary>Something that was suspected and woke nobody.</summary>
/// <param name="Id">Its id; give it to <see cref="IResidentGrain.LookAnyway"/>.</param>
/// <param name="At">UTC.</param>
/// <param name="Category">What was suspected.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Score">Weight of the suspicion then.</param>
/// <param name="Reasons">Why, in parts that screens put into words.</param>
/// <param name="OverriddenBy">Who wanted somebody to look all the same, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.QuietDecision")]
public sealed record QuietDecision(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] IncidentCategory Category,
    [property: Id(3)] QuietOutcome Outcome,
    [property: Id(4)] double Score,
    [property: Id(5)] IReadOnlyList<IncidentReason> Reasons,
    [property: Id(6)] string? OverriddenBy);

/// <summary>What came of a suspicion that woke nobody.</summary>
public enum QuietOutcome
{
    /// <summary>The person said that all is well.</summary>
    SaidOk = 1,
    /// <summary>Another device showed that all is well.</summary>
    Relieved = 2,
    /// <summary>It was too little to wake somebody at night.</summary>
    WaitedAtNight = 3,
}
