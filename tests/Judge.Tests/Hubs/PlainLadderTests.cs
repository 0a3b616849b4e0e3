using SafetyHub.Judge.Hubs;
using SafetyHub.Judge.Tests.World;
using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Messages;

namespace SafetyHub.Judge.Tests.Hubs;

public sealed class PlainLadderTests
{
    private static readonly DateTimeOffset Start = Sample.Calendar().At(TimeSpan.Zero);
    private readonly PlainLadder _ladder = new();
    private readonly List<HubAct> _acts = [];

    [Fact]
    public void Silence_OfHours_ClimbsTheLadder()
    {
        Move(0);
        foreach (var hour in (double[])[8, 12, 24])
        {
            Assert.Equal(Start.AddHours(hour), _ladder.NextDue);
            _ladder.Advance(Start.AddHours(hour), _acts);
        }

        Assert.Equal(
            [new PeopleTold(Concern.Inactivity, Grade.Low, true), new PeopleTold(Concern.Inactivity, Grade.Medium, false), new PeopleTold(Concern.Inactivity, Grade.High, false)],
            _acts);
        Assert.Null(_ladder.NextDue);
    }

    [Fact]
    public void Motion_BeforeTheHoursArePast_BeginsThemAnew()
    {
        Move(0);
        Move(7);

        Assert.Equal(Start.AddHours(15), _ladder.NextDue);
    }

    [Fact]
    public void Report_WithoutMotion_IsNoSignOfLife()
    {
        Move(0);
        _ladder.Deliver(new DeviceReport(Sample.Device(DeviceRole.Motion), Start.AddHours(2), 0, null, 80), Start.AddHours(2), _acts);

        Assert.Equal(Start.AddHours(8), _ladder.NextDue);
    }

    [Fact]
    public void Stay_ThatIsEntered_SuspendsTheLadder()
    {
        Move(0);
        _ladder.Deliver(new WhereaboutsEntered(Start.AddHours(1), Whereabouts.InHospital), Start.AddHours(1), _acts);
        Assert.Null(_ladder.NextDue);

        _ladder.Deliver(new WhereaboutsEntered(Start.AddHours(50), Whereabouts.AtHome), Start.AddHours(50), _acts);
        Assert.Equal(Start.AddHours(58), _ladder.NextDue);
    }

    [Theory]
    [InlineData("sos.voice", nameof(Concern.Sos))]
    [InlineData("fall", nameof(Concern.Fall))]
    [InlineData("smoke", nameof(Concern.Fire))]
    public void Call_OrFallOrFire_IsToldAtOnce(string type, string concern)
    {
        _ladder.Deliver(new DeviceEvent(Sample.Device(DeviceRole.Robot), "1", Start, type, null, null), Start, _acts);

        Assert.Equal([new PeopleTold(Enum.Parse<Concern>(concern), Grade.Critical, true)], _acts);
    }

    private void Move(double hour) =>
        _ladder.Deliver(new DeviceReport(Sample.Device(DeviceRole.Motion), Start.AddHours(hour), 2, null, 80), Start.AddHours(hour), _acts);
}
