using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Api;

/// <summary>A camera whose findings of one type in one zone turn out false again and again, and what could be done.</summary>
/// <param name="Id">The proposal.</param>
/// <param name="Camera">The camera.</param>
/// <param name="CameraName">Its name.</param>
/// <param name="Zone">The zone or line, or null for the whole picture.</param>
/// <param name="Type">What it finds.</param>
/// <param name="Status"><c>open</c>, <c>accepted</c>, <c>declined</c> or <c>withdrawn</c>.</param>
/// <param name="Suggestion">What could be changed; a person does it at the camera's settings.</param>
/// <param name="Evidence">What the proposal rests on.</param>
/// <param name="ProposedAt">UTC.</param>
/// <param name="DecidedAt">UTC, or null.</param>
/// <param name="DecidedBy">Who decided, or null.</param>
/// <param name="Note">What they said, or null.</param>
public sealed record OffenderView(
    string Id, string Camera, string CameraName, string? Zone, string Type, OffenderStatus Status, SuggestionView Suggestion, OffenderEvidenceView Evidence,
    DateTimeOffset ProposedAt, DateTimeOffset? DecidedAt, string? DecidedBy, string? Note)
{
    internal static OffenderView Of(RepeatOffender offender) => new(
        offender.Id, offender.Camera.Value, offender.CameraName, offender.Zone, offender.EventType, offender.Status,
        new SuggestionView(offender.Suggestion.Kind, offender.Suggestion.Option, offender.Suggestion.Value), OffenderEvidenceView.Of(offender.Evidence),
        offender.ProposedAt, offender.DecidedAt, offender.DecidedBy, offender.Note);
}

/// <summary>What could be changed.</summary>
/// <param name="Kind"><c>raise-confidence</c>, <c>lengthen-time</c>, <c>redraw-zone</c>, <c>limit-hours</c> or <c>visit-camera</c>.</param>
/// <param name="Option">Name of the behaviour's option, or null.</param>
/// <param name="Value">The suggested value, or null.</param>
public sealed record SuggestionView(RetuningKind Kind, string? Option, string? Value);

/// <summary>What operators said of this camera, zone and type.</summary>
/// <param name="False">Incidents resolved as false.</param>
/// <param name="Real">Incidents resolved as real.</param>
/// <param name="From">Time of the first, UTC.</param>
/// <param name="To">Time of the last false one, UTC.</param>
/// <param name="FalseByHour">24 numbers: false ones by hour of the day, Asia/Seoul.</param>
/// <param name="FromHour">First hour of the day in which most of them lie.</param>
/// <param name="ToHour">First hour after it; the same as <paramref name="FromHour"/> when they lie all over the day.</param>
/// <param name="MeanConfidence">Mean confidence of the false ones, or null.</param>
/// <param name="Examples">Up to 10 of the incidents, newest first.</param>
public sealed record OffenderEvidenceView(
    int False, int Real, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<int> FalseByHour, int FromHour, int ToHour, double? MeanConfidence, IReadOnlyList<string> Examples)
{
    internal static OffenderEvidenceView Of(OffenderEvidence evidence) => new(
        evidence.False, evidence.Real, evidence.From, evidence.To, evidence.FalseByHour, evidence.FromHour, evidence.ToHour, evidence.MeanConfidence,
        [.. evidence.Examples.Select(id => id.Value)]);
}
