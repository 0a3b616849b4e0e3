using SafetyHub.Alerts;
using SafetyHub.Escalation;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Alerts;

/// <summary>An alert to be sent, queued in the transaction that decided on it, so that neither can be lost without the other.</summary>
/// <param name="Id">Idempotency key: incident, round, step, channel and recipient. The same id is queued once.</param>
/// <param name="IncidentId">The incident.</param>
/// <param name="Channel">How.</param>
/// <param name="Recipient">To whom: <c>desk:1</c>, <c>desk:2</c>, <c>supervisor</c>, <c>worker:{id}</c>, <c>device:{kind}/{id}</c>, <c>webhook:{name}</c>. Never personal data.</param>
/// <param name="Target">The step's target, or null for the person's own device.</param>
/// <param name="Severity">Severity when it was ordered.</param>
/// <param name="TitleKey">The incident's title key, for the text.</param>
/// <param name="District">District of the subject.</param>
/// <param name="Language">Language of the text, <c>ko</c> or <c>en</c>.</param>
/// <param name="Text">Key of the text for a voice alert, or null.</param>
/// <param name="OrderedAt">UTC.</param>
/// <param name="ExpiresAt">After this it is given up, UTC.</param>
public sealed record AlertOrder(
    string Id,
    IncidentId IncidentId,
    AlertChannel Channel,
    string Recipient,
    StepTarget? Target,
    Severity Severity,
    string TitleKey,
    string District,
    string Language,
    string? Text,
    DateTimeOffset OrderedAt,
    DateTimeOffset ExpiresAt);
