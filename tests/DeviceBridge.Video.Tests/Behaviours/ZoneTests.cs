using SafetyHub.Devices;
using SafetyHub.DeviceBridge.Video.Behaviours;

namespace SafetyHub.DeviceBridge.Video.Tests.Behaviours;

public sealed class ZoneTests
{
    [Theory]
    [InlineData("0,0 1,0")]
    [InlineData("0,0 1,0 1,1.01")]
    [InlineData("-0.1,0 1,0 1,1")]
    [InlineData("0,0 1,1 1,0 0,1")]
    [InlineData("0,0 1,0 1,1 0.5,0 0,1")]
    [InlineData("0,0 0.5,0 1,0")]
    [InlineData("0,0 0,0 1,0 1,1")]
    [InlineData("0,0 1,0 0.5,0 0.5,1")]
    [InlineData("0.1,0.1 0.105,0.1 0.105,0.105")]
    [InlineData("NaN,0 1,0 1,1")]
    public void Zone_ThatIsNoSimplePolygonInThePicture_IsRefused(string corners) =>
        Assert.ThrowsAny<ArgumentException>(() => new Zone("door", Corners(corners)));

    [Theory]
    [InlineData(0.1, 0.1, true)]
    [InlineData(0.9, 0.9, true)]
    [InlineData(0.9, 0.2, false)]
    [InlineData(0.6, 0.4, false)]
    [InlineData(0.4, 0.6, true)]
    public void Contains_OfAnLShape_FollowsItsBorder(double x, double y, bool inside)
    {
        var zone = new Zone("hall", Corners("0,0 0.5,0 0.5,0.5 1,0.5 1,1 0,1"));

        Assert.Equal(inside, zone.Contains(x, y));
    }

    [Fact]
    public void Contains_OfAPointOnTheLowestLine_IsNotLostBetweenZones()
    {
        var zone = new Zone("all", Corners("0,0 1,0 1,1 0,1"));

        Assert.True(zone.Contains(0.5, 0));
        Assert.True(zone.Contains(0, 0.5));
    }

    [Fact]
    public void Zones_WithTheSameCorners_AreEqual() =>
        Assert.Equal(new Zone("a", Corners("0,0 1,0 1,1")), new Zone("a", Corners("0,0 1,0 1,1")));

    private static ZonePoint[] Corners(string text) =>
        [.. text.Split(' ').Select(corner => corner.Split(',')).Select(pair => new ZonePoint(Number(pair[0]), Number(pair[1])))];

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
