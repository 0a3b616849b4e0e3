using SafetyHub.Grains.Signals;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Signals;

public sealed class ClockRuleTests
{
    private static readonly DateTimeOffset Arrival = new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(-120)]
    [InlineData(120)]
    public void DeviceTime_WithinTwoMinutes_IsBelieved(int seconds)
    {
        var reported = Arrival.AddSeconds(seconds);
        Assert.Equal((reported, SignalFlags.None), ClockRule.Apply(reported, Arrival));
    }

    [Theory]
    [InlineData(-121, SignalFlags.ClockCorrected | SignalFlags.Late)]
    [InlineData(-86400, SignalFlags.ClockCorrected | SignalFlags.Late)]
    [InlineData(121, SignalFlags.ClockCorrected)]
    [InlineData(3600, SignalFlags.ClockCorrected)]
    public void DeviceTime_FurtherOff_GivesWayToTheArrival(int seconds, SignalFlags flags) =>
        Assert.Equal((Arrival, flags), ClockRule.Apply(Arrival.AddSeconds(seconds), Arrival));
}
