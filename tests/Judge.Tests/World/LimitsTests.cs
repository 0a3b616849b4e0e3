using SafetyHub.Town.World.Emergencies;
using static SafetyHub.Judge.Tests.World.Sample;

namespace SafetyHub.Judge.Tests.World;

public sealed class LimitsTests
{
    [Theory]
    [InlineData(10, 22)]
    [InlineData(17.5, 29.5)]
    [InlineData(18, 35)]
    [InlineData(23, 35)]
    [InlineData(2, 14)]
    [InlineData(5.9, 17.9)]
    public void Silent_ByTheHourOfTheBegin_IsTwelveHoursOrTheMorning(double start, double limit) =>
        Assert.Equal(TimeSpan.FromHours(24 + limit).TotalMinutes, Limits.Silent(At(1, start)).TotalMinutes, 6);

    [Fact]
    public void Reported_Call_MustReachAHumanInTwoMinutes() => Assert.Equal(At(1, 3) + TimeSpan.FromMinutes(2), Limits.Reported(EmergencyKind.Sos, At(1, 3)));
}
