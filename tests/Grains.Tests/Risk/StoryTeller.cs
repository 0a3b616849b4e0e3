using System.Text.Json;
using SafetyHub.Devices;
using SafetyHub.Grains.Risk;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Tests.Risk;

/// <summary>Drives one story through a clock of its own, as the hub does: every due moment is met, in order.</summary>
internal sealed class StoryTeller
{
    private int _signals;

    public StoryTeller(PersonContext? context = null, RiskRules? rules = null, string at = "2026-03-02T10:00:00+09:00")
    {
        Now = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        Story = new PersonStory(rules ?? RiskRules.Default, context ?? WithVoice);
    }

    public static PersonContext WithVoice { get; } = new() { Voices = [new PersonVoice("doll", DeviceKind.Robot)] };

    public static PersonContext Mute { get; } = new();

    public PersonStory Story { get; private set; }
    public DateTimeOffset Now { get; private set; }
    public List<RiskAct> Acts { get; } = [];

    public IEnumerable<RaiseIncident> Raised => Acts.OfType<RaiseIncident>();
    public IEnumerable<AskPerson> Asked => Acts.OfType<AskPerson>();
    public IEnumerable<RiskDecision> Decided => Acts.OfType<NoteDecision>().Select(note => note.Decision);

    public IReadOnlyList<RiskAct> Say(string type, double? confidence = null, string device = "doll", DeviceKind kind = DeviceKind.Robot, params (string, string)[] data) =>
        Take(new DeviceSaid(Now, $"{device}/{++_signals}", type, device, kind, confidence, data.ToDictionary(field => field.Item1, field => field.Item2)));

    public IReadOnlyList<RiskAct> Move(int count = 1, string device = "pir", HomeActivity activity = HomeActivity.Motion) =>
        Take(new HomeActive(Now, device, DeviceKind.Sensor, activity, count));

    public IReadOnlyList<RiskAct> Take(RiskObservation observation)
    {
        var acts = Story.Take(observation);
        Acts.AddRange(acts);
        return acts;
    }

    public void Wait(TimeSpan span)
    {
        var end = Now + span;
        for (var guard = 0; Story.NextDue is { } due && due <= end; guard++)
        {
            Assert.True(guard < 5000, $"The story is due again and again at {due:O}: {JsonSerializer.Serialize(Story.Memory)}");
            if (due > Now) Now = due;
            Acts.AddRange(Story.Advance(Now));
            if (Story.NextDue <= Now) Now = Now.AddSeconds(1);
        }
        if (end > Now) Now = end;
    }

    public void WaitUntil(string localTime)
    {
        var local = Now.ToOffset(TimeSpan.FromHours(9));
        var target = new DateTimeOffset(local.Date + TimeOnly.Parse(localTime, System.Globalization.CultureInfo.InvariantCulture).ToTimeSpan(), local.Offset);
        Wait((target > local ? target : target.AddDays(1)) - local);
    }

    /// <summary>An ordinary day from 07:00 to the next: up at 7, a sign every half hour, in bed at 22:30.</summary>
    public void LiveADay(double everyHours = 0.5)
    {
        WaitUntil("07:00");
        for (var hour = 0.0; hour < 15.5; hour += everyHours)
        {
            Move();
            Wait(TimeSpan.FromHours(everyHours));
        }
    }

    /// <summary>The hub stops and starts again: everything comes from what was kept.</summary>
    public void Restart()
    {
        var json = JsonSerializer.Serialize(Story.Memory);
        Story = new PersonStory(Story.Rules, Story.Context, JsonSerializer.Deserialize<PersonMemory>(json));
    }
}
