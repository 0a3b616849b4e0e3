using SafetyHub.Town.World.Answers;
using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Emergencies;
using SafetyHub.Town.World.Numbers;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Town.World.Playing;

/// <summary>How the person truly is now: the plan, and what came between.</summary>
internal sealed class Situation(HomeStory story, Agenda agenda, HomeLog log)
{
    private TimeSpan _inHospitalUntil;
    private Action? _afterEmergency;

    /// <summary>What is wrong now, or null.</summary>
    public Emergency? Emergency { get; private set; }

    /// <summary>In hospital because of the emergency, until then.</summary>
    public TimeSpan InHospitalUntil => _inHospitalUntil;

    /// <summary>Down on the floor, on fire, gone: whatever the plan says is off.</summary>
    public bool IsPlanOff => Emergency is { Kind: not (EmergencyKind.Decline or EmergencyKind.SelfHarm) };

    public Doing Doing
    {
        get
        {
            if (agenda.Now < _inHospitalUntil) return Doing.Hospital;
            if (Emergency?.Kind == EmergencyKind.Wandering) return Doing.Out;
            var doing = story.Plan.DoingAt(agenda.Now);
            return doing == Doing.Awake && SleepsInFromDecline() ? Doing.Asleep : doing;
        }
    }

    public bool IsHome => Doing is Doing.Asleep or Doing.Awake or Doing.Nap;

    /// <summary>The visit that goes on now; nobody visits somebody whose emergency is to be judged, or an empty home.</summary>
    public Visit? Visit => Emergency is null && IsHome ? story.Plan.VisitAt(agenda.Now) : null;

    public Moment Moment => new(agenda.Now, Doing, Emergency, Visit?.WithChild ?? false);

    /// <summary>Puts the emergency on the agenda. <paramref name="afterEmergency"/> is done when it is over.</summary>
    public void Begin(Action afterEmergency)
    {
        _afterEmergency = afterEmergency;
        if (story.Emergency is not { } emergency) return;
        agenda.Put(emergency.Start, () => Emergency = emergency);
        agenda.Put(emergency.ChanceEnds, () => EndEmergency(byHub: false));
    }

    /// <summary>Somebody is with the person.</summary>
    public void EndEmergency(bool byHub)
    {
        if (Emergency is not { } emergency) return;
        Emergency = null;
        if (emergency.HospitalNights > 0) _inHospitalUntil = TimeSpan.FromDays(agenda.Now.Days + emergency.HospitalNights) + TimeSpan.FromHours(14);
        log.EmergencyEnded(agenda.Now, byHub);
        _afterEmergency?.Invoke();
    }

    /// <summary>Whether a planned thing happens.</summary>
    public bool Allows(Need need) => need switch
    {
        Need.None or Need.Due => true,
        Need.Emergency => Emergency is not null,
        Need.Home => IsHome && !IsPlanOff,
        Need.Awake => Doing == Doing.Awake && !IsPlanOff && !TooWeak(),
        _ => throw new ArgumentOutOfRangeException(nameof(need), need, "Unknown need"),
    };

    private bool SleepsInFromDecline()
    {
        if (Emergency is not { Kind: EmergencyKind.Decline } decline) return false;
        var later = TimeSpan.FromHours(CourseNumbers.DeclineLater) * decline.Depth(agenda.Now);
        return story.Plan.DoingAt(agenda.Now - later) == Doing.Asleep;
    }

    private bool TooWeak() =>
        Emergency is { Kind: EmergencyKind.Decline } decline
        && Dice.ShareOf(story.Home.Seed, Purpose.Dose, agenda.Now.Ticks) < (1 - CourseNumbers.DeclineLeaves) * decline.Depth(agenda.Now);
}
