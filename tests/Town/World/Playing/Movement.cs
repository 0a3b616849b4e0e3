using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Emergencies;
using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.Numbers;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Town.World.Playing;

/// <summary>What moves and sounds in a home, as sensors count it.</summary>
internal sealed class Movement(HomeStory story, Agenda agenda, Situation situation)
{
    // The second sensor hangs where people are less; a doll sees the room it sits in.
    private const double SecondSensorSees = 0.6;
    private const double RobotSees = 0.6;
    private const double VisitorsMove = 0.8;
    private const double IllMoves = 0.2;
    private const double TelevisionRuns = 0.5;

    private HomeSeed Seed => story.Home.Seed;

    private long Minute => (long)agenda.Now.TotalMinutes;

    /// <summary>The count since the last report, 0 to 4.</summary>
    public int Count(DeviceRole role)
    {
        var sees = role switch { DeviceRole.SecondMotion => SecondSensorSees, DeviceRole.Robot => RobotSees, _ => 1 };
        var chance = Chance() * sees;
        if (story.Home.Person.HasPet && role != DeviceRole.Robot) chance = 1 - ((1 - chance) * (1 - PeopleNumbers.PetMotion));
        var share = Dice.ShareOf(Seed, Purpose.Motion, (Minute * 16) + (int)role);
        return share < chance ? 1 + (int)(share / chance * 4) : 0;
    }

    /// <summary>True when a speaker takes the television for talk in these ten minutes.</summary>
    public bool HearsTelevision()
    {
        var runs = situation.Emergency is { TelevisionOn: true } && situation.IsPlanOff
            || (situation.Doing == Doing.Awake && Dice.ShareOf(Seed, Purpose.Television, Minute / 60) < TelevisionRuns);
        return runs && Dice.ShareOf(Seed, Purpose.Television, Minute + 10_000_000) < FalseAlarmNumbers.TelevisionTalk / 6;
    }

    private double Chance()
    {
        var person = Person();
        return situation.Visit is null ? person : Math.Max(person, VisitorsMove);
    }

    private double Person() => situation.Emergency?.Kind switch
    {
        EmergencyKind.Fall or EmergencyKind.Collapse => CourseNumbers.DownMotion,
        EmergencyKind.Sos => IllMoves,
        EmergencyKind.Decline => Planned() * (1 - ((1 - CourseNumbers.DeclineLeaves) * situation.Emergency.Depth(agenda.Now))),
        _ => Planned(),
    };

    private double Planned()
    {
        var habits = story.Home.Person.Habits;
        return situation.Doing switch
        {
            Doing.Awake => Dice.ShareOf(Seed, Purpose.Stillness, Minute / 60) < habits.StillShare ? PeopleNumbers.StillMotion : habits.Liveliness,
            Doing.Asleep or Doing.Nap => PeopleNumbers.NightMotion,
            _ => 0,
        };
    }
}
