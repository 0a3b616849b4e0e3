using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Emergencies;
using SafetyHub.Town.World.Numbers;
using SafetyHub.Town.World.People;
using SafetyHub.Town.World.Rhythms;
using static SafetyHub.Town.World.Numbers.AnswerNumbers;

namespace SafetyHub.Town.World.Answers;

/// <summary>What comes back when a device of the home asks whether all is well: it depends on who hears it, and how they are.</summary>
internal static class AnswerMaker
{
    /// <summary>ok, help, or null where nobody answers this try.</summary>
    public static string? Answer(Person person, Moment moment, Dice dice)
    {
        if (moment.WithChild && dice.Hits(ChildOk)) return "ok";
        var (help, ok) = moment.Emergency is { } emergency ? InEmergency(emergency, moment, person) : Well(person, moment);
        var share = dice.Share();
        return share < help ? "help" : share < help + ok ? "ok" : null;
    }

    private static (double Help, double Ok) InEmergency(Emergency emergency, Moment moment, Person person)
    {
        var television = emergency.TelevisionOn ? DownTelevisionOk : 0;
        switch (emergency.Kind)
        {
            case EmergencyKind.Fall when emergency.Conscious: return (DownHelp, DownOk + television);
            case EmergencyKind.Fall or EmergencyKind.Collapse: return (0, television);
            case EmergencyKind.Sos: return (SosHelp, SosOk);
            case EmergencyKind.Fire: return (FireHelp, FireOk);
            case EmergencyKind.SelfHarm: return (SelfHarmHelp, SelfHarmOk);
            case EmergencyKind.Wandering: return (0, TelevisionOk);
            default:
                var depth = emergency.Depth(moment.At);
                var (help, ok) = Well(person, moment);
                return (help + ((DeclineHelp - help) * depth), ok + ((Math.Min(ok, DeclineOk) - ok) * depth));
        }
    }

    private static (double Help, double Ok) Well(Person person, Moment moment) => moment.Doing switch
    {
        Doing.Awake => (WellHelp, person.HardOfHearing ? AwakeOkHardOfHearing : AwakeOk),
        Doing.Asleep or Doing.Nap => (WellHelp, person.HardOfHearing ? AsleepOkHardOfHearing : AsleepOk),
        _ => (0, TelevisionOk),
    };
}
