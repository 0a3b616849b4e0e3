using SafetyHub.Grains.Monitoring.Rooms;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Tests.Monitoring.Rooms;

public sealed class AlarmMeterTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero);
    private readonly RoomOptions _options = new();

    [Fact]
    public void Flood_FromElevenInTenMinutesUntilFewerThanFive_IsOn()
    {
        var meter = new AlarmMeter(_options);
        for (var i = 0; i < 10; i++) meter.Rang(At(i));
        Assert.False(Read(meter, 9).IsFlood);
        meter.Rang(At(9.5));
        Assert.Equal((true, At(9.5), BudgetStage.Flood), (Read(meter, 9.5).IsFlood, Read(meter, 9.5).FloodSince, Read(meter, 9.5).Stage));
        Assert.True(Read(meter, 15.9).IsFlood);
        Assert.False(Read(meter, 16.1).IsFlood);
    }

    [Fact]
    public void Figures_AsTimePasses_SlideAndKeepTheDay()
    {
        var meter = new AlarmMeter(_options);
        meter.Settle(Start);
        for (var i = 0; i < 12; i++) meter.Rang(At(61));
        var then = Read(meter, 62);
        Assert.Equal((12, 12, 12), (then.LastTenMinutes, then.LastHour, then.WorstTenMinutes));
        Assert.Equal(1 / 7.0, then.FloodShare, 3);
        var later = Read(meter, 180);
        Assert.Equal((0, 0, 12, 4.0), (later.LastTenMinutes, later.LastHour, later.WorstTenMinutes, later.AverageHourly));
        Assert.Equal(0, Read(meter, 62 + (25 * 60)).WorstTenMinutes);
    }

    [Fact]
    public void Room_UsedUp_ComesBackAtThePlannedShareOfTheLine()
    {
        var meter = new AlarmMeter(_options);
        meter.Settle(Start);
        Assert.Equal(3, meter.Room);
        for (var i = 0; i < 5; i++) meter.Rang(Start);
        Assert.Equal(-2, meter.Room);
        meter.Settle(At(60));
        Assert.Equal(2.5, meter.Room, 6);
        meter.Settle(At(600));
        Assert.Equal(3, meter.Room);
    }

    [Fact]
    public void Meter_StoredAndRestored_KnowsTheHourAndTheDay()
    {
        var meter = new AlarmMeter(_options);
        meter.Settle(Start);
        for (var i = 0; i < 12; i++) meter.Rang(At(5));
        var restored = AlarmMeter.Restore(meter.Store(), _options, At(6));
        Assert.Equal(Read(meter, 6) with { FloodSince = null }, Read(restored, 6) with { FloodSince = null });
        Assert.True(restored.Room < 1);
    }

    private static AlarmBudget Read(AlarmMeter meter, double minute) => meter.Read("p1", At(minute));

    private static DateTimeOffset At(double minute) => Start + TimeSpan.FromMinutes(minute);
}
