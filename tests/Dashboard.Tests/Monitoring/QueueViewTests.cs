using Microsoft.Extensions.Time.Testing;
using SafetyHub.Dashboard.Monitoring;
using SafetyHub.Dashboard.Tests.Fakes;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Tests.Monitoring;

public sealed class QueueViewTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
    private readonly QueueView _view = new();
    private readonly IncidentSnapshot _first;
    private readonly IncidentSnapshot _second;
    private readonly FakeIncidents _incidents;

    public QueueViewTests()
    {
        _incidents = new FakeIncidents(_time);
        _first = Open("first", Severity.High, 5);
        _second = Open("second", Severity.Medium, 4);
        _view.Update([_first, _second], [_first, _second], hand: false);
    }

    [Fact]
    public void List_UnderTheHand_KeepsItsPlacesAndCountsTheNew()
    {
        var high = Open("new", Severity.High, 9);
        var owned = _first with { Handling = Handling.Acknowledged, Version = 2 };
        _view.Update([high, _second, owned], [high, _second, owned], hand: true);
        Assert.Equal([owned, _second], _view.Rows);
        Assert.Equal([high], _view.Waiting);
        Assert.Null(_view.BreakingIn);
    }

    [Fact]
    public void Critical_UnderTheHand_BreaksIn()
    {
        var critical = Open("critical", Severity.Critical, 0);
        _view.Update([critical, _first, _second], [critical, _first, _second], hand: true);
        Assert.Equal([_first, _second], _view.Rows);
        Assert.Equal(critical, _view.BreakingIn);
    }

    [Fact]
    public void List_WhenTheHandLeft_PutsEverythingInPlace()
    {
        var critical = Open("critical", Severity.Critical, 0);
        _view.Update([critical, _first, _second], [critical, _first, _second], hand: true);
        _view.Update([critical, _first, _second], [critical, _first, _second], hand: false);
        Assert.Equal([critical, _first, _second], _view.Rows);
        Assert.Empty(_view.Waiting);
    }

    [Fact]
    public void Selection_AtTheEnd_StaysThere() => Assert.Equal(_second, _view.Neighbour(_second.Id, +1));

    [Fact]
    public void Filter_InTheAddress_ComesBackAsItWas()
    {
        var filter = new QueueFilter(QueueOwner.Mine, "deogyang", Severity.High, true, "홍 & 박");
        Assert.Equal(filter, QueueFilter.Read(new Uri("http://hub" + filter.Address())));
    }

    [Theory]
    [InlineData("KeyJ", false, RoomAct.Next)]
    [InlineData("KeyA", false, RoomAct.Acknowledge)]
    [InlineData("Slash", true, RoomAct.Help)]
    [InlineData("Slash", false, RoomAct.Search)]
    [InlineData("Digit1", false, RoomAct.OnlyCritical)]
    [InlineData("KeyA", true, RoomAct.None)]
    [InlineData("KeyQ", false, RoomAct.None)]
    public void Key_ByItsPlace_MeansOneAct(string code, bool shift, RoomAct act) => Assert.Equal(act, RoomKey.Act(code, shift));

    private IncidentSnapshot Open(string name, Severity severity, int minutes) =>
        _incidents.Open(name, severity, IncidentCategory.Fall, "fall", TimeSpan.FromMinutes(minutes));
}
