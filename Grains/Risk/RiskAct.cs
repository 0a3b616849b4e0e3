using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Risk;

/// <summary>What is to be done about a person now.</summary>
public abstract record RiskAct;

/// <summary>Humans must be told: opens the incident of the category, joins the open one, or gives it another severity.</summary>
/// <param name="Category">Which of the person's incidents.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="TitleType">Event type whose name the incident carries.</param>
/// <param name="SignalId">
/// Deterministic id: the id of the observation itself where that went to humans at once, otherwise one derived from what led here.
/// </param>
/// <param name="Device">The device that it came from; <see cref="PersonStory.HubDevice"/> where the hub concluded it itself.</param>
/// <param name="Kind">What that device is.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="MayLower">True when the severity may also fall to this one.</param>
/// <param name="Reasons">Why, in parts that screens put into words; at most 8.</param>
/// <param name="WouldChange">What would change this decision, in the same form; at most 4.</param>
public sealed record RaiseIncident(
    IncidentCategory Category, Severity Severity, string TitleType, string SignalId, string Device, DeviceKind Kind, DateTimeOffset At,
    bool MayLower, IReadOnlyList<IncidentReason> Reasons, IReadOnlyList<IncidentReason> WouldChange) : RiskAct;

/// <summary>The condition ended; an open incident stays open until a human closes it, with nothing more to hurry for.</summary>
/// <param name="Category">Which of the person's incidents.</param>
/// <param name="SignalId">Deterministic id.</param>
/// <param name="TitleType">What ended it.</param>
/// <param name="Device">The device that saw the end.</param>
/// <param name="Kind">What that device is.</param>
/// <param name="At">When, UTC.</param>
public sealed record ClearIncident(
    IncidentCategory Category, string SignalId, string TitleType, string Device, DeviceKind Kind, DateTimeOffset At) : RiskAct;

/// <summary>The person is asked before any human is.</summary>
/// <param name="QuestionId">The question; its attempts share it.</param>
/// <param name="Attempt">1 to 3.</param>
/// <param name="Device">Which device asks.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Question">The words.</param>
/// <param name="AskedAt">UTC.</param>
/// <param name="Until">An answer is waited for until then, UTC.</param>
/// <param name="Gently">True at night: softly.</param>
public sealed record AskPerson(
    string QuestionId, int Attempt, string Device, DeviceKind Kind, BilingualText Question, DateTimeOffset AskedAt, DateTimeOffset Until, bool Gently) : RiskAct;

/// <summary>Something was decided that no incident shows: kept for the caseworker, who may override it.</summary>
/// <param name="Decision">What.</param>
public sealed record NoteDecision(RiskDecision Decision) : RiskAct;
