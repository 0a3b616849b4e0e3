using Orleans.Concurrency;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Offenders;

/// <summary>What operators said of one camera's findings, by zone and type.</summary>
[Alias("hub.ICameraOutcomesGrain")]
internal interface ICameraOutcomesGrain : IGrainWithStringKey
{
    /// <summary>An incident that the camera reported was resolved. Idempotent for the last 64 incidents.</summary>
    [OneWay, Alias("Learn")] Task Learn(CameraLesson lesson);

    /// <summary>A person decided on a proposal about this camera.</summary>
    [Alias("Decided")] Task Decided(string proposal, bool accepted);
}

/// <summary>How an incident that a camera reported turned out.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="IsFalse">True for false, false for real.</param>
/// <param name="At">When it was opened, UTC.</param>
/// <param name="CameraName">The camera's name, for the proposal.</param>
[GenerateSerializer, Immutable, Alias("hub.CameraLesson")]
internal sealed record CameraLesson(
    [property: Id(0)] IncidentId Incident, [property: Id(1)] bool IsFalse, [property: Id(2)] DateTimeOffset At, [property: Id(3)] string CameraName);

/// <summary>
/// The list of proposals, as the cameras' records fill it. One-way: a record that waited for the list while the list asks a record what a person decided
/// would hold up both. What is lost comes with the next outcome.
/// </summary>
[Alias("hub.IOffenderList")]
internal interface IOffenderList : IGrainWithStringKey
{
    /// <summary>Adds a proposal, or brings an open one up to date; a decided one is left as it is.</summary>
    [OneWay, Alias("Propose")] Task Propose(RepeatOffender offender);

    /// <summary>Takes an open proposal back.</summary>
    [OneWay, Alias("Withdraw")] Task Withdraw(string id);
}
