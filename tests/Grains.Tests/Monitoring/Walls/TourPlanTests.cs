using SafetyHub.Grains.Monitoring.Walls;

namespace SafetyHub.Grains.Tests.Monitoring.Walls;

public sealed class TourPlanTests
{
    [Theory]
    [InlineData(397, 9, 2, true)]
    [InlineData(1_788, 9, 6, true)]
    [InlineData(3_576, 16, 10, false)]
    [InlineData(10, 1, 0, false)]
    [InlineData(10, 2, 1, true)]
    [InlineData(0, 1, 0, true)]
    public void Tour_OfSoManyCameras_TakesSoManyTilesOrSaysThatItCannot(int cameras, int size, int slots, bool kept)
    {
        var plan = TourPlan.For(cameras, size, new WallOptions());
        Assert.Equal((slots, kept), (plan.Slots, plan.IsKept));
    }

    [Fact]
    public void SmallestSize_OfACity_IsNoneWhenEvenTheLargestWallCannot()
    {
        Assert.Null(TourPlan.SmallestSize(3_576, new WallOptions()));
        Assert.Equal(3, TourPlan.SmallestSize(397, new WallOptions()));
    }
}
