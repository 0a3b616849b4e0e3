using SafetyHub.DeviceBridge.Video.Evaluation;

namespace SafetyHub.DeviceBridge.Video.Tests.Evaluation;

public sealed class AlarmScoreTests
{
    private static readonly LabelledEvent[] Events = [Happening("fall", 20, 25), Happening("fall", 30, 31), Happening("loitering", 20, 25)];

    [Theory]
    [InlineData("fall", 18.0, nameof(AlarmVerdict.Right))] // exactly 2 s before
    [InlineData("fall", 17.9, nameof(AlarmVerdict.False))]
    [InlineData("fall", 41.0, nameof(AlarmVerdict.Right))] // exactly 10 s after the second
    [InlineData("fall", 41.1, nameof(AlarmVerdict.False))]
    [InlineData("loitering", 35.0, nameof(AlarmVerdict.Right))]
    [InlineData("loitering", 35.1, nameof(AlarmVerdict.False))]
    [InlineData("intrusion", 22.0, nameof(AlarmVerdict.False))]
    public void Alarm_AtTheEdgesOfTheWindow_IsRightOnlyInside(string type, double at, string verdict) =>
        Assert.Equal(verdict, Judge((type, at)).Alarms.Single().Verdict.ToString());

    [Fact]
    public void Alarms_OfTheSameEvent_CountOnce()
    {
        var score = Judge(("loitering", 22), ("loitering", 23), ("loitering", 24));
        Assert.Equal([AlarmVerdict.Right, AlarmVerdict.Repeated, AlarmVerdict.Repeated], score.Alarms.Select(alarm => alarm.Verdict));
    }

    [Fact]
    public void Alarms_WhereWindowsOverlap_FindOneEventEach()
    {
        var score = Judge(("fall", 29), ("fall", 30), ("fall", 31));
        Assert.Equal([AlarmVerdict.Right, AlarmVerdict.Right, AlarmVerdict.Repeated], score.Alarms.Select(alarm => alarm.Verdict));
        Assert.Equal([2], score.Missed);
    }

    [Fact]
    public void Events_WithoutAnAlarm_AreMissed() => Assert.Equal([0, 1, 2], Judge().Missed);

    [Theory]
    [InlineData(8, 2, 0, 0.8, 1.0, 0.8889)]
    [InlineData(0, 3, 0, 0.0, null, 0.0)]
    [InlineData(0, 0, 2, null, 0.0, 0.0)]
    [InlineData(0, 0, 0, null, null, null)]
    public void Figures_OfCounts_AreTheUsualOnesAndNullWithoutMeaning(int right, int wrong, int missed, double? precision, double? recall, double? f1)
    {
        var score = new BehaviourScore(right, wrong, missed);
        Assert.Equal((precision, recall, f1), (score.Precision, score.Recall, score.F1));
    }

    private static ClipScore Judge(params (string Type, double At)[] alarms) =>
        ClipScore.Judge([.. alarms.Select(alarm => (alarm.Type, TimeSpan.FromSeconds(alarm.At)))], Events, AlarmWindow.Kisa);

    private static LabelledEvent Happening(string type, double from, double to) => new(type, TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to));
}
