using SafetyHub.Town.World.Calendar;
using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Emergencies;
using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.Messages;
using SafetyHub.Town.World.Numbers;
using SafetyHub.Town.World.Playing;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Judge.Tests.World;

/// <summary>That the town lives by the numbers it states.</summary>
public sealed class TownTests
{
    private const int Homes = 1500;
    private const int Days = 60;
    private static readonly TownCalendar Calendar = TownCalendar.ForSeed(11, 0, Days);
    private static readonly Lazy<List<HomeStory>> Town = new(() => [.. Enumerable.Range(0, Homes).Select(number => HomeStory.Make(new HomeSeed(11, number), Calendar))]);

    [Fact]
    public void Story_OfTheSameSeed_IsTheSame()
    {
        var first = HomeStory.Make(new HomeSeed(3, 5), Calendar);
        var again = HomeStory.Make(new HomeSeed(3, 5), Calendar);
        var other = HomeStory.Make(new HomeSeed(4, 5), Calendar);

        Assert.Equal(first.Plan.Happenings, again.Plan.Happenings);
        Assert.Equal(first.Outages, again.Outages);
        Assert.Equal(first.Emergency?.Start, again.Emergency?.Start);
        Assert.NotEqual(first.Plan.Happenings, other.Plan.Happenings);
    }

    [Fact]
    public void FalseCalls_OverTheTown_ComeAtTheRateAndHoursOfTheField()
    {
        var calls = Town.Value.SelectMany(story => story.Plan.Happenings).Where(happening => happening.Type.StartsWith("sos.", StringComparison.Ordinal) && happening.Type != "sos.abort").ToList();
        var years = Homes * Days / 365.25;

        Assert.InRange(calls.Count / years, FalseAlarmNumbers.SosPerYear * 0.8, FalseAlarmNumbers.SosPerYear * 1.25);
        Assert.InRange(calls.Count(call => call.At.TotalHours % 24 is >= 22 or < 7) / (double)calls.Count, 0.45, 0.72);
    }

    [Fact]
    public void Emergencies_OverTheTown_ComeAsOftenAsStated()
    {
        var years = Homes * Days / 365.25;
        foreach (var kind in (EmergencyKind[])[EmergencyKind.Fall, EmergencyKind.Collapse, EmergencyKind.Sos])
        {
            var expected = Town.Value.Average(story => Frequencies.PerYear(kind, story.Home)) * Frequencies.Times(kind);
            var found = Town.Value.Count(story => story.Emergency?.Kind == kind) / years;
            // At most one for each home: a quarter of them fall away in sixty days.
            Assert.InRange(found, expected * 0.6, expected * 1.05);
        }
    }

    [Fact]
    public void Emergency_OfAnyKind_BeginsWhereItCanAndEndsWithinTheRun()
    {
        foreach (var story in Town.Value.Where(story => story.Emergency is not null))
        {
            var emergency = story.Emergency!;
            Assert.True(emergency.FindBy < story.Plan.Length);
            Assert.True(emergency.FindBy > emergency.Start);
            Assert.All(emergency.Signals, signal => Assert.True(signal.At >= emergency.Start));
            if (emergency.Kind != EmergencyKind.Decline) Assert.True(story.Plan.IsHomeAt(emergency.Start));
            if (emergency.Kind == EmergencyKind.Fire) Assert.True(story.Home.Has(DeviceRole.Smoke));
        }
    }

    [Fact]
    public void Devices_OverTheTown_WorkAsMuchOfTheTimeAsTheFieldReports()
    {
        var down = 0.0;
        var total = 0.0;
        foreach (var story in Town.Value)
        {
            total += story.Home.Devices.Length * story.Plan.Length.TotalHours;
            foreach (var outage in story.Outages)
            {
                var end = outage.To < story.Plan.Length ? outage.To : story.Plan.Length;
                down += (end - outage.From).TotalHours * (outage.Device is null ? story.Home.Devices.Length : 1);
            }
        }

        Assert.InRange(1 - (down / total), 0.965, 0.982);
    }

    [Fact]
    public void People_InTheTown_SleepAtNightAndAreMostlyAtHome()
    {
        var plans = Town.Value.Select(story => story.Plan).ToList();

        Assert.True(plans.Count(plan => plan.DoingAt(Sample.At(20, 3)) == Doing.Asleep) > Homes * 0.85);
        Assert.True(plans.Count(plan => plan.DoingAt(Sample.At(20, 11)) is Doing.Awake or Doing.Nap) > Homes * 0.6);
        Assert.InRange(plans.Count(plan => plan.DoingAt(Sample.At(20, 11)) == Doing.Out), 1, Homes * 0.35);
    }

    [Fact]
    public void Home_OfAnyKind_HasADeviceThatCanAsk() => Assert.All(Town.Value, story => Assert.Contains(story.Home.Devices, device => device.CanAsk));

    [Fact]
    public void Messages_OfAHome_CarryOnlyWhatTheContractKnows()
    {
        string[] known =
        [
            "sos.hand-hold", "sos.voice", "sos.button", "sos.abort", "fall", "smoke", "distress.sound", "checkin.answer", "medication.taken", "medication.missed",
            "meal.taken", "meal.missed", "mood", "sentiment.negative", "sleep.start", "sleep.end", "outing.start", "outing.end", "touch", "conversation", "device.battery-low",
        ];
        var hub = new ScriptedHub();

        foreach (var story in Town.Value.Take(20)) HomeRun.Play(story, hub);

        Assert.Empty(hub.Events.Select(said => said.Type).Distinct().Except(known));
        Assert.Equal(hub.Events.Count(), hub.Events.DistinctBy(said => (said.Device.Id, said.Id)).Count());
    }

    [Fact]
    public void Town_AsAssembly_KnowsNothingOfTheRules() =>
        Assert.DoesNotContain(typeof(HomeStory).Assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("SafetyHub.Grains", StringComparison.Ordinal));
}
