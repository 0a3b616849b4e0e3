using SafetyHub.DeviceBridge.Video.Upkeep;

namespace SafetyHub.DeviceBridge.Video.Tests.Upkeep;

public sealed class FaultWatchTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly FaultWatch _watch = new("blind", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));

    [Fact]
    public void Fault_CountsAfterItsTime_SinceItsFirstSecond()
    {
        Bad(0, 9);
        Assert.Null(_watch.Active);
        Bad(10, 10);
        Assert.Equal(Start, _watch.Active!.Since);
    }

    [Fact]
    public void Suspicion_BrokenByAGoodLook_BeginsAnew()
    {
        Bad(0, 9);
        Good(10, 10);
        Bad(11, 20);
        Assert.Null(_watch.Active);
    }

    [Fact]
    public void Fault_EndsOnlyAfterALastingCalm()
    {
        Bad(0, 10);
        Good(11, 20);
        Bad(21, 21);
        Good(22, 31);
        Assert.NotNull(_watch.Active);
        Good(32, 32);
        Assert.Null(_watch.Active);
    }

    [Fact]
    public void Fault_ThatComesAndGoesAllHour_IsRaisedAFewTimesOnly()
    {
        var raised = 0;
        for (var second = 0; second < 3600; second++)
        {
            var was = _watch.Active;
            if (second % 40 < 20)
                Bad(second, second);
            else
                Good(second, second);
            raised += was is null && _watch.Active is not null ? 1 : 0;
        }
        Assert.InRange(raised, 1, 4); // every 40 s without the growing calm: 90 times
    }

    private void Bad(int from, int to)
    {
        for (var second = from; second <= to; second++)
            _watch.Bad(Start.AddSeconds(second), "dark", 1);
    }

    private void Good(int from, int to)
    {
        for (var second = from; second <= to; second++)
            _watch.Good(Start.AddSeconds(second));
    }
}
