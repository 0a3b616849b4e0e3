using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video.Tests.Tracking;

public sealed class AxisFilterTests
{
    [Fact]
    public void Filter_OfAnEvenMovementWithNoise_LearnsItsSpeedAndIsCloserThanTheMeasurements()
    {
        var random = new Random(2);
        var filter = new AxisFilter(0, 0.02f, 0.5f);
        double filtered = 0, measured = 0;
        for (var step = 1; step <= 100; step++)
        {
            var (truth, noise) = (step * 0.2f * 0.1f, 0.04f * (random.NextSingle() - 0.5f));
            filter.Advance(0.2f, 0.05f);
            filter.Correct(truth + noise, 0.02f);
            if (step <= 20)
                continue;
            filtered += Math.Pow(filter.Position - truth, 2);
            measured += Math.Pow(noise, 2);
        }

        Assert.Equal(0.1f, filter.Speed, 0.03f);
        Assert.True(filtered < measured / 2, $"{filtered} against {measured}");
    }

    [Fact]
    public void Filter_AfterALongGap_TrustsTheNewMeasurement()
    {
        var filter = new AxisFilter(0.5f, 0.02f, 0.1f);
        filter.Advance(10, 0.2f);

        filter.Correct(0.9f, 0.02f);

        Assert.Equal(0.9f, filter.Position, 0.01f);
    }

    [Fact]
    public void Motion_OverUnevenTimes_PredictsWhereTheWalkLeads()
    {
        var motion = new BoxMotion(At(0));
        var now = 0f;
        foreach (var gap in new[] { 0.2f, 0.4f, 0.2f, 0.6f, 0.2f, 0.2f, 0.4f, 0.2f })
        {
            now += gap;
            motion.See(At(now), gap);
        }

        Assert.Equal(At(now + 1).X, motion.After(1).X, 0.015f);
        Assert.Equal(0.3f, motion.Box.Height, 0.01f);
    }

    [Fact]
    public void Motion_AfterAClockThatWasSetBack_StartsAnew()
    {
        var motion = new BoxMotion(At(0));
        motion.See(At(1), 0.2f);

        motion.See(At(5), -3600);

        Assert.Equal(At(5).X, motion.After(1).X, 0.001f);
    }

    private static Box At(float seconds) => new(0.1f + (0.08f * seconds), 0.4f, 0.08f, 0.3f);
}
