using SafetyHub.Judge.Hubs;
using SafetyHub.Judge.Tests.World;
using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Messages;

namespace SafetyHub.Judge.Tests.Hubs;

public sealed class PageEverythingTests
{
    private static readonly DateTimeOffset Start = Sample.Calendar().At(TimeSpan.Zero);
    private readonly PageEverything _hub = new();
    private readonly List<HubAct> _acts = [];

    [Fact]
    public void Signal_OfAnOpenIncident_IsToldOnceUntilAHumanClosesIt()
    {
        Say("distress.sound");
        Say("distress.sound");
        Assert.Equal([new PeopleTold(Concern.Distress, Grade.High, true)], _acts);

        _hub.Close(Concern.Distress, Start, _acts);
        Say("distress.sound");
        Assert.Equal(2, _acts.Count);
    }

    [Theory]
    [InlineData("touch")]
    [InlineData("mood")]
    [InlineData("device.battery-low")]
    [InlineData("checkin.answer")]
    public void Signal_ThatIsNoAlarmAboutThePerson_TellsNobody(string type)
    {
        Say(type);

        Assert.Empty(_acts);
    }

    [Fact]
    public void Talk_OfSelfHarm_IsHigherThanALowMood()
    {
        Say("sentiment.negative", """{"score":-0.5}""");
        Say("sentiment.negative", """{"score":-0.9,"category":"self-harm"}""");

        Assert.Equal([new PeopleTold(Concern.Mood, Grade.Low, true), new PeopleTold(Concern.Mood, Grade.High, false)], _acts);
    }

    private void Say(string type, string? data = null) => _hub.Deliver(new DeviceEvent(Sample.Device(DeviceRole.Speaker), "1", Start, type, data, null), Start, _acts);
}
