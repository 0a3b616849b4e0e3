using SafetyHub.Grains.Signals;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Residents;

/// <summary>What a resident's status changes: which signals may still open an incident, and when a device's word about an outing no longer counts.</summary>
internal static class StatusRules
{
    public const string OutingBegan = "outing.start";
    public const string OutingEnded = "outing.end";
    private const string DevicePrefix = "device:";

    /// <summary>
    /// True when a signal that asks for an incident gets one. A call for help does in every status: whoever is in the home needs help, whatever the record says.
    /// </summary>
    public static bool Wakes(ResidentStatus status, SignalDecision decision)
    {
        if (!decision.Opens || decision.Rule.Category is not { } category || status == ResidentStatus.AtHome) return true;
        if (category is IncidentCategory.Sos or IncidentCategory.Fall or IncidentCategory.Fire or IncidentCategory.Test) return true;
        if (decision.Severity == Severity.Critical) return true; // a check-in that was answered with a cry for help
        return !status.HasLeft() && category is not (IncidentCategory.Inactivity or IncidentCategory.CheckIn or IncidentCategory.Routine);
    }

    /// <summary>The status that counts now: an outing that a device noticed is over after a time even if its end was missed.</summary>
    public static ResidentStatus Effective(ResidentStanding standing, DateTimeOffset now, ResidentOptions options) =>
        IsForgottenOuting(standing, now, options) ? ResidentStatus.AtHome : standing.Status;

    /// <summary>True when a device said that the person went out, and nothing was heard of the return for too long.</summary>
    public static bool IsForgottenOuting(ResidentStanding standing, DateTimeOffset now, ResidentOptions options) =>
        standing.Status == ResidentStatus.Out && IsOfDevice(standing.Actor) && now - standing.Since > options.OutingAtMost;

    /// <summary>What a signal says about the whereabouts, or null. Devices know the door; hospital, a move and a death are for people to say.</summary>
    public static SetStatus? Follow(ResidentStanding standing, Signal signal, DateTimeOffset now, ResidentOptions options)
    {
        var actor = DevicePrefix + signal.Device.Value;
        var at = signal.At < now ? signal.At : now;
        var forgotten = IsForgottenOuting(standing, now, options);
        if (signal.Type == OutingBegan && at > standing.Since && (forgotten || standing.Status == ResidentStatus.AtHome)) return new SetStatus(actor, ResidentStatus.Out, at);
        if (signal.Type == OutingEnded && at > standing.Since && standing.Status == ResidentStatus.Out) return new SetStatus(actor, ResidentStatus.AtHome, at);
        return forgotten ? new SetStatus("hub", ResidentStatus.AtHome) : null;
    }

    private static bool IsOfDevice(string actor) => actor.StartsWith(DevicePrefix, StringComparison.Ordinal);
}
