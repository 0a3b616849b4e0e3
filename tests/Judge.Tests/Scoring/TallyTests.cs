using SafetyHub.Judge.Scoring;
using SafetyHub.Judge.Tests.World;
using SafetyHub.Town.World.Emergencies;
using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Numbers;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Judge.Tests.Scoring;

public sealed class TallyTests
{
    [Fact]
    public void Precision_OfRareEmergencies_IsNotFlatteredByTheirFrequencyInTheRun()
    {
        var tally = new Tally();
        // As many found falls as the town's factor makes of one, and one false incident in the same time.
        for (var n = 0; n < EmergencyNumbers.FallTimes; n++) tally.Add(Home(falseIncidents: 0, missed: null));
        tally.Add(Home(falseIncidents: 1, missed: null) with { Emergency = null });

        Assert.Equal(0.5, tally.Sum().Precision, 3);
        Assert.True(tally.Sum().PrecisionInRun > 0.8);
    }

    [Fact]
    public void Rates_OverHomes_AreForOrdinaryTime()
    {
        var tally = new Tally();
        tally.Add(Home(falseIncidents: 2, missed: null) with { OrdinaryDays = 15, Emergency = null });

        Assert.Equal(4, tally.Sum().FalseIncidentsPerResidentMonth);
        Assert.Equal(new FalseKind("fall", "critical", "asleep", 4, 1), Assert.Single(tally.Sum().FalseByConcern));
    }

    [Fact]
    public void Missed_Emergency_IsListedWithItsKind()
    {
        var tally = new Tally();
        tally.Add(Home(0, "no incident"));
        tally.Add(Home(0, null));

        var result = tally.Sum();

        Assert.Equal((2, 1), (result.Emergencies, result.Found));
        Assert.Equal(new MissedEmergency("fall", "no incident"), Assert.Single(result.Missed));
    }

    [Fact]
    public void Spread_OfTimes_NamesRealOnes()
    {
        var spread = Spread.Of(Enumerable.Range(1, 100).Select(n => (TimeSpan?)TimeSpan.FromSeconds(n)).Append(null));

        Assert.Equal(new Spread(50, 95, 100), spread);
        Assert.Equal(new Spread(null, null, null), Spread.Of([null]));
    }

    private static HomeScore Home(int falseIncidents, string? missed) => new()
    {
        Emergency = new EmergencyScore(Sample.Emergency(EmergencyKind.Fall, TimeSpan.Zero, TimeSpan.FromHours(1)), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), missed),
        False = [.. Enumerable.Repeat(new FalseIncident(Concern.Fall, Grade.Critical, Doing.Asleep, true), falseIncidents)], Days = 30, OrdinaryDays = 30,
    };
}
