using SafetyHub.SimulatedRoom;

namespace SafetyHub.Grains.Tests.Monitoring.Rooms;

/// <summary>The short form of <c>./hub bench room</c>: two hours of a city of full size, with a storm and an accident in it.</summary>
public sealed class SimulatedRoomTests
{
    [Fact]
    public void Room_InTwoHoursOfStorm_KeepsEveryPromise()
    {
        var report = RoomRun.Run(new RoomAssumptions { SightingsPerMinute = 600 }, 16.5, 18.5);

        Assert.InRange(report.AlarmsPerPositionHour, 1, 6);
        Assert.True(report.FloodWindows <= 1, $"{report.FloodWindows} windows were in flood");
        Assert.True(report.CriticalOnCamera is { Count: > 5, Over2: 0 }, string.Join('\n', report.Late));
        Assert.True(report.CriticalRang.Over2 == 0, report.CriticalRang.ToString());
        Assert.True(report.OtherTrueShown is { Count: > 40, Over30: 0 }, string.Join('\n', report.Late));
        Assert.True(report.TrueInGroups > 10, "The storm must have put true events into groups, or this proves nothing");
        Assert.True(report.LongestUnseenMinutes <= 60, $"A camera was on no wall for {report.LongestUnseenMinutes} min");
    }
}
