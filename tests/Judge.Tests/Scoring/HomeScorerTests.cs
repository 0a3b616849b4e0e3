using SafetyHub.Judge.Scoring;
using SafetyHub.Judge.Tests.World;
using SafetyHub.Town.World.Emergencies;
using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Playing;
using static SafetyHub.Judge.Tests.World.Sample;

namespace SafetyHub.Judge.Tests.Scoring;

public sealed class HomeScorerTests
{
    private static readonly Emergency Fall = Emergency(EmergencyKind.Fall, At(1, 10), TimeSpan.FromHours(12));

    [Fact]
    public void Emergency_OfWhichAHumanHearsBeforeTheLimit_IsFound()
    {
        var score = Play(Fall, (At(1, 21.9), Concern.Inactivity, Grade.Medium));

        Assert.Null(score.Emergency!.Missed);
        Assert.Equal(TimeSpan.FromHours(11.9).TotalSeconds, score.Emergency.ToHuman!.Value.TotalSeconds, 3);
        Assert.Equal(0, score.FalseIncidents);
    }

    [Fact]
    public void Emergency_OfWhichAHumanHearsAfterTheLimit_IsMissedWithItsReason()
    {
        var score = Play(Fall, (At(1, 22.1), Concern.Inactivity, Grade.Medium));

        Assert.StartsWith("incident after 12.1 h, limit 12.0 h, nothing reported it", score.Emergency!.Missed, StringComparison.Ordinal);
        Assert.Equal(0, score.FalseIncidents);
    }

    [Fact]
    public void Emergency_WithAnIncidentThatNobodyHurriesFor_IsFoundOnlyWhenSomebodyLooks()
    {
        // 19:00 is past working hours: a low incident waits for the next morning.
        var score = Play(Fall, (At(1, 19), Concern.Routine, Grade.Low));

        Assert.StartsWith("incident after 9.0 h not looked at before 27.0 h", score.Emergency!.Missed, StringComparison.Ordinal);
    }

    [Fact]
    public void Emergency_OfWhichNobodyHears_IsMissed()
    {
        var score = Play(Fall);

        Assert.StartsWith("no incident", score.Emergency!.Missed, StringComparison.Ordinal);
        Assert.Null(score.Emergency.ToIncident);
    }

    [Fact]
    public void Incident_BeforeTheEmergency_IsFalseAndFindsNothing()
    {
        var score = Play(Fall, (At(1, 9), Concern.Distress, Grade.High));

        Assert.Equal(1, score.FalseIncidents);
        Assert.NotNull(score.Emergency!.Missed);
    }

    [Fact]
    public void Incident_OfAnotherConcern_DoesNotLeadToADecline()
    {
        var decline = Emergency(EmergencyKind.Decline, At(0, 0), TimeSpan.FromDays(2.5));

        Assert.NotNull(Play(decline, (At(1, 12), Concern.Sos, Grade.Critical)).Emergency!.Missed);
        Assert.Null(Play(decline, (At(1, 12), Concern.Routine, Grade.Medium)).Emergency!.Missed);
    }

    [Theory]
    [InlineData(3, nameof(Concern.Fall), nameof(Grade.Critical), 1)]
    [InlineData(3, nameof(Concern.Routine), nameof(Grade.Low), 0)]
    [InlineData(12, nameof(Concern.Fall), nameof(Grade.Critical), 0)]
    [InlineData(22.5, nameof(Concern.Inactivity), nameof(Grade.Medium), 1)]
    [InlineData(3, nameof(Concern.Equipment), nameof(Grade.Medium), 0)]
    [InlineData(3, nameof(Concern.Equipment), nameof(Grade.High), 1)]
    public void FalseIncident_AtAnHour_WakesSomebodyOrNot(double hour, string concern, string grade, int wakings) =>
        Assert.Equal(wakings, Play(null, (At(1, hour), Enum.Parse<Concern>(concern), Enum.Parse<Grade>(grade))).NightWakings);

    [Fact]
    public void Incident_ThatBecomesWorse_IsOneIncident()
    {
        var score = Play(null, (At(1, 1), Concern.Inactivity, Grade.Low), (At(1, 2), Concern.Inactivity, Grade.Medium), (At(1, 2.1), Concern.Inactivity, Grade.High));

        Assert.Equal((1, 1, 1), (score.Incidents, score.FalseIncidents, score.NightWakings));
    }

    [Fact]
    public void Equipment_ThatFails_IsNoIncidentAboutThePerson()
    {
        var score = Play(null, (At(1, 12), Concern.Equipment, Grade.Medium));

        Assert.Equal((0, 0, 1), (score.Incidents, score.FalseIncidents, score.EquipmentIncidents));
    }

    [Fact]
    public void OrdinaryTime_OfAHomeWithAnEmergency_LeavesItOut()
    {
        var score = Play(Fall, (At(1, 22), Concern.Inactivity, Grade.Medium));

        Assert.Equal(3, score.Days);
        Assert.InRange(score.OrdinaryDays, 2.4, 2.5);
    }

    private static HomeScore Play(Emergency? emergency, params (TimeSpan At, Concern Concern, Grade Grade)[] told)
    {
        var hub = new ScriptedHub();
        var next = 0;
        Tell();
        return HomeScorer.Score(HomeRun.Play(Story(emergency), hub));

        void Tell()
        {
            if (next == told.Length) return;
            var (at, concern, grade) = told[next];
            var opens = next == 0 || told[next - 1].Concern != concern;
            next++;
            hub.NextDue = Calendar().At(at);
            hub.OnDue = acts =>
            {
                acts.Add(new PeopleTold(concern, grade, opens));
                Tell();
            };
        }
    }
}
