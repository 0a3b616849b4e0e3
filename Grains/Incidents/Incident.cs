using SafetyHub.Grains.Escalation;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Incidents;

/// <summary>
/// Every decision about an incident, without clock, storage or network. State and input go in; entries or a typed refusal come out.
/// </summary>
/// <remarks>
/// <para>The state is: open or resolved; and while open three independent things: condition (active, cleared), handling (unacknowledged,
/// acknowledged by one owner), shelved or not. Transitions (- = typed refusal, name in brackets):</para>
/// <code>
/// input             open, unacknowledged        open, acknowledged                    shelved (either)              resolved
/// Acknowledge       owner = actor, plan stops   same actor: renewed; other: -(AlreadyAcknowledged)  as left, stays shelved  -(AlreadyResolved)
/// Unacknowledge     -(NotAcknowledged)          owner: new round; other: -(AlreadyAcknowledged)     no round until the end  -(AlreadyResolved)
/// Assign to self    owner = actor               owner = actor                         as left                       -(AlreadyResolved)
/// Assign to other   assignee only               released, assignee, new round         no round until the end        -(AlreadyResolved)
/// Assign to nobody  no assignee                 released, new round                   no round until the end        -(AlreadyResolved)
/// Escalate          next step, or -(NoFurtherStep)  the same, stays owned             -(AlreadyShelved)             -(AlreadyResolved)
/// Shelve            plan pauses; critical: -(CriticalCannotBeShelved)  the same       -(AlreadyShelved)             -(AlreadyResolved)
/// Unshelve          -(NotShelved)               -(NotShelved)                         unowned: new round            -(AlreadyResolved)
/// AddNote           noted                       noted                                 noted                         noted
/// ReportProgress    owner = actor               forward, else -(ProgressGoesForward); other: -(AlreadyAcknowledged) as left -(AlreadyResolved)
/// Resolve           resolved, or -(NoteRequired)  the same                            the same                      -(AlreadyResolved)
/// signal raises     stronger plan: new round    desk alerted                          back in the queue             closed: the subject opens another
/// signal clears     condition cleared           condition cleared                     condition cleared             closed
/// deadline          next step                   lapse: released, new round            end: unowned: new round       none
/// </code>
/// </remarks>
internal static class Incident
{
    /// <summary>Takes a signal: opens the incident with it, or joins it.</summary>
    public static Decision Decide(IncidentState? state, IncidentId id, SignalForIncident signal, DateTimeOffset now, PlanBook plans) =>
        SignalRules.Decide(new Draft(state, now), id, signal, plans);

    /// <summary>Carries out a command, after settling every deadline that has passed before it.</summary>
    public static Decision Decide(IncidentState? state, IncidentCommand command, DateTimeOffset now, DutyAnswer? duty) =>
        CommandRules.Decide(new Draft(state, now), command, duty);

    /// <summary>Writes down what became of an alert.</summary>
    public static Decision Decide(IncidentState state, AlertRecord record, DateTimeOffset now)
    {
        var draft = new Draft(state, now);
        if (state.Alerts.Contains(new SettledAlert(record.AlertId, record.Delivered))) return draft.Duplicate();
        draft.Add(Actors.Hub, record.Delivered
            ? new AlertDelivered(record.AlertId, record.Channel, record.Recipient, record.Detail)
            : new AlertFailed(record.AlertId, record.Channel, record.Recipient, record.Detail));
        return draft.Taken();
    }

    /// <summary>Acts on every deadline that has passed. Idempotent: at the same instant there is nothing left to do.</summary>
    public static Decision Settle(IncidentState state, DateTimeOffset now, Circumstances circumstances)
    {
        var draft = new Draft(state, now);
        DeadlineRules.Settle(draft, circumstances);
        return draft.Taken();
    }
}

/// <summary>What the hub asked others before it settles deadlines; null = not asked (yet).</summary>
/// <param name="Duty">Who is on duty.</param>
/// <param name="Voice">Which device tells the person that help is coming.</param>
internal sealed record Circumstances(DutyAnswer? Duty, VoiceChosen? Voice);
