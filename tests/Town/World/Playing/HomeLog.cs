using SafetyHub.Town.World.Emergencies;
using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Town.World.Playing;

/// <summary>What a hub did about a home, beside what was true: all that the judge needs.</summary>
internal sealed class HomeLog(HomeStory story)
{
    private readonly List<ToldEntry> _told = [];

    public Emergency? Emergency => story.Emergency;

    /// <summary>All times at which people were told, in order.</summary>
    public IReadOnlyList<ToldEntry> ToldEntries => _told;

    /// <summary>When the emergency was over; null = not within the run.</summary>
    public TimeSpan? EmergencyEndedAt { get; private set; }

    /// <summary>True when somebody came because of the hub.</summary>
    public bool EmergencyEndedByHub { get; private set; }

    /// <summary>Questions to the person; further attempts of one are not counted.</summary>
    public int Questions { get; private set; }

    /// <summary>Questions that were asked of somebody asleep.</summary>
    public int QuestionsIntoSleep { get; private set; }

    /// <summary>What was answered to the hub during the emergency, the last; null = nothing.</summary>
    public string? AnswerInEmergency { get; private set; }

    /// <summary>Time outside an emergency and the hospital stay after it.</summary>
    public TimeSpan OrdinaryTime { get; private set; }

    /// <summary>Begin of what is judged.</summary>
    public TimeSpan JudgedFrom => story.Calendar.JudgedFrom;

    public TimeSpan Length => story.Plan.Length;

    public void Told(TimeSpan at, PeopleTold told, TimeSpan looksAt, Doing doing) =>
        _told.Add(new ToldEntry(at, told.Concern, told.Grade, told.Opens, looksAt, doing));

    public void Asked(TimeSpan at, int attempt, bool wakes)
    {
        if (attempt > 1 || at < story.Calendar.JudgedFrom) return;
        Questions++;
        if (wakes) QuestionsIntoSleep++;
    }

    public void Answered(string answer) => AnswerInEmergency = answer;

    public void EmergencyEnded(TimeSpan at, bool byHub) => (EmergencyEndedAt, EmergencyEndedByHub) = (at, byHub);

    public void End(Situation situation)
    {
        OrdinaryTime = Length - JudgedFrom;
        if (Emergency is not { } emergency) return;
        var over = EmergencyEndedAt is { } ended ? (situation.InHospitalUntil > ended ? situation.InHospitalUntil : ended) : Length;
        OrdinaryTime -= (over < Length ? over : Length) - emergency.Start;
    }
}
