using SafetyHub.DeviceBridge.Video.Gate;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.Gate;

public sealed class MotionGateTests : IDisposable
{
    private readonly MotionGate _gate = new();
    private int _seed;

    [Fact]
    public void Gate_OnAnEmptyNoisyRoom_StaysShut()
    {
        Show(-1, 20);

        var readings = Show(-1, 30);

        Assert.All(readings, reading => Assert.Equal(GateReading.Still, reading));
    }

    [Fact]
    public void Gate_WhenAFigureWalksIn_Opens()
    {
        Show(-1, 20);

        var readings = Enumerable.Range(0, 10).Select(step => Look(0.1 + step * 0.05)).ToArray();

        Assert.All(readings, reading => Assert.Equal(GateReading.Motion, reading));
    }

    [Fact]
    public void Gate_WhenAFigureStandsForLong_ShutsAgain()
    {
        Show(-1, 20);
        Assert.Equal(GateReading.Motion, Look(0.5));

        Show(0.5, 300);

        Assert.Equal(GateReading.Still, Look(0.5)); // which is why live tracks are looked at on a timer
    }

    [Fact]
    public void Gate_WhenTheLightGoesOn_RecalibratesInsteadOfFiringAndReportsItsEnd()
    {
        Show(-1, 20);

        var readings = Show(-1, 30, brightness: 200);

        Assert.Equal(GateReading.Recalibrating, readings[0]);
        Assert.DoesNotContain(GateReading.Motion, readings);
        Assert.Single(readings, GateReading.Recalibrated);
        Assert.Equal(GateReading.Still, readings[^1]);
        Assert.Equal(GateReading.Motion, Look(0.5, brightness: 200));
    }

    public void Dispose() => _gate.Dispose();

    private GateReading[] Show(double figure, int frames, int brightness = 90) =>
        [.. Enumerable.Range(0, frames).Select(_ => Look(figure, brightness))];

    private GateReading Look(double figure, int brightness = 90)
    {
        using var picture = Clips.Room(figure, brightness, _seed++);
        return _gate.Observe(picture);
    }
}
