using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Emergencies;
using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Messages;
using SafetyHub.Town.World.Numbers;
using SafetyHub.Town.World.Rhythms;
using SafetyHub.Town.World.Staff;

namespace SafetyHub.Town.World.Playing;

/// <summary>The people who are told: they look, help, close the incident, and enter what they learn.</summary>
internal sealed class Responders(HomeStory story, Agenda agenda, Situation situation, Wire wire, HomeLog log)
{
    private readonly Dictionary<Concern, int> _open = [];
    private Whereabouts _entered = Whereabouts.AtHome;
    private int _told;

    /// <summary>Told of every incident that a human closes.</summary>
    public required Action<Concern> Close { private get; init; }

    /// <summary>Lets somebody in.</summary>
    public required Action OpenDoor { private get; init; }

    /// <summary>Puts down what the family and the caseworker will enter of planned stays.</summary>
    public void Begin()
    {
        foreach (var stay in story.Plan.Stays)
        {
            if (stay.EnteredAt is { } at) agenda.Put(at, () => Enter(WhereaboutsOf(stay.Doing)));
            agenda.Put(stay.To + TimeSpan.FromHours(1), BackHome);
        }
    }

    /// <summary>People are told.</summary>
    public void Hear(PeopleTold told)
    {
        var looksAt = LookTimes.Look(agenda.Now, told.Grade);
        log.Told(agenda.Now, told, looksAt, situation.Doing);
        if (told.Opens || !_open.TryGetValue(told.Concern, out var incident)) _open[told.Concern] = incident = _told;
        var dice = Dice.For(story.Home.Seed, Purpose.Staff, _told++);
        var minutes = situation.Emergency is null
            ? dice.Between(StaffNumbers.CheckLeast, StaffNumbers.CheckMost)
            : dice.Between(StaffNumbers.HelpLeast, StaffNumbers.HelpMost);
        var toldAt = agenda.Now;
        agenda.Put(looksAt + TimeSpan.FromMinutes(minutes), () => Arrive(told.Concern, incident, toldAt));
    }

    /// <summary>After an emergency the person is in hospital or at home, and who helped enters it.</summary>
    public void AfterEmergency()
    {
        OpenDoor();
        if (situation.InHospitalUntil <= agenda.Now) return;
        agenda.Put(agenda.Now + TimeSpan.FromMinutes(30), () => Enter(Whereabouts.InHospital));
        agenda.Put(situation.InHospitalUntil + TimeSpan.FromHours(1), BackHome);
    }

    private void Arrive(Concern concern, int incident, TimeSpan toldAt)
    {
        if (!_open.TryGetValue(concern, out var open) || open != incident) return;
        // Whom somebody was sent to before it began, he would meet by luck: no hub may live on that.
        if (situation.Emergency is { } emergency && toldAt >= emergency.Start && Fitting.Finds(emergency.Kind, concern)) situation.EndEmergency(byHub: true);
        else Learn();
        _open.Remove(concern);
        Close(concern);
    }

    /// <summary>Who asks after somebody hears where the person is.</summary>
    private void Learn()
    {
        if (situation.Doing is Doing.Away or Doing.Hospital && _entered == Whereabouts.AtHome) Enter(WhereaboutsOf(situation.Doing));
    }

    private void BackHome()
    {
        if (_entered != Whereabouts.AtHome && situation.Doing is not (Doing.Away or Doing.Hospital)) Enter(Whereabouts.AtHome);
    }

    private void Enter(Whereabouts whereabouts)
    {
        if (_entered == whereabouts || (whereabouts != Whereabouts.AtHome && situation.IsPlanOff)) return;
        _entered = whereabouts;
        wire.Enter(whereabouts);
    }

    private static Whereabouts WhereaboutsOf(Doing doing) => doing == Doing.Hospital ? Whereabouts.InHospital : Whereabouts.Away;
}
