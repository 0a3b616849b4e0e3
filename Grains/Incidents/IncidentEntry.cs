using System.Text.Json.Serialization;

namespace SafetyHub.Grains.Incidents;

/// <summary>
/// What happened to an incident, in the past tense. The type's name is the timeline's kind and must never change; fields may only be added.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(IncidentOpened), nameof(IncidentOpened))]
[JsonDerivedType(typeof(BecameReal), nameof(BecameReal))]
[JsonDerivedType(typeof(SignalJoined), nameof(SignalJoined))]
[JsonDerivedType(typeof(DecisionExplained), nameof(DecisionExplained))]
[JsonDerivedType(typeof(SeverityChanged), nameof(SeverityChanged))]
[JsonDerivedType(typeof(ConditionCleared), nameof(ConditionCleared))]
[JsonDerivedType(typeof(ConditionReturned), nameof(ConditionReturned))]
[JsonDerivedType(typeof(TakenBackByPerson), nameof(TakenBackByPerson))]
[JsonDerivedType(typeof(PresenceReported), nameof(PresenceReported))]
[JsonDerivedType(typeof(InterventionReported), nameof(InterventionReported))]
[JsonDerivedType(typeof(IncidentAcknowledged), nameof(IncidentAcknowledged))]
[JsonDerivedType(typeof(AcknowledgementLapsed), nameof(AcknowledgementLapsed))]
[JsonDerivedType(typeof(AcknowledgementReturned), nameof(AcknowledgementReturned))]
[JsonDerivedType(typeof(IncidentAssigned), nameof(IncidentAssigned))]
[JsonDerivedType(typeof(ProgressReported), nameof(ProgressReported))]
[JsonDerivedType(typeof(NoteAdded), nameof(NoteAdded))]
[JsonDerivedType(typeof(IncidentShelved), nameof(IncidentShelved))]
[JsonDerivedType(typeof(ShelvingEnded), nameof(ShelvingEnded))]
[JsonDerivedType(typeof(PlanRaised), nameof(PlanRaised))]
[JsonDerivedType(typeof(RoundStarted), nameof(RoundStarted))]
[JsonDerivedType(typeof(StepFired), nameof(StepFired))]
[JsonDerivedType(typeof(EscalatedByPerson), nameof(EscalatedByPerson))]
[JsonDerivedType(typeof(DeskAlerted), nameof(DeskAlerted))]
[JsonDerivedType(typeof(VoiceChosen), nameof(VoiceChosen))]
[JsonDerivedType(typeof(AlertDelivered), nameof(AlertDelivered))]
[JsonDerivedType(typeof(AlertFailed), nameof(AlertFailed))]
[JsonDerivedType(typeof(IncidentResolved), nameof(IncidentResolved))]
internal abstract record IncidentEntry
{
    /// <summary>The command that led here, on the first entry of a command that carried an idempotency key.</summary>
    public CommandKey? Command { get; init; }
}

/// <summary>An entry with its time and its author.</summary>
/// <param name="At">UTC; never before the entry it follows.</param>
/// <param name="Actor">Who did it: see <see cref="Actors"/>.</param>
/// <param name="Entry">What happened.</param>
internal sealed record LoggedEntry(DateTimeOffset At, string Actor, IncidentEntry Entry);

/// <summary>An idempotency key and the command it came with.</summary>
/// <param name="Key">The caller's key.</param>
/// <param name="Name">Type name of the command.</param>
internal sealed record CommandKey(string Key, string Name);

/// <summary>Authors of entries that are not people.</summary>
internal static class Actors
{
    public const string Hub = "hub";

    public static string Device(SafetyHub.Devices.DeviceId id) => "device:" + id.Value;
}
