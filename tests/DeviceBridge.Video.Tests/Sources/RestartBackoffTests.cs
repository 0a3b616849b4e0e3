using SafetyHub.DeviceBridge.Video.Sources;

namespace SafetyHub.DeviceBridge.Video.Tests.Sources;

public sealed class RestartBackoffTests
{
    [Fact]
    public void Next_AfterManyFailures_GrowsFromShortestToLongestAndStaysThere()
    {
        var backoff = new RestartBackoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), new Random(1));

        var waits = Enumerable.Range(0, 40).Select(_ => backoff.Next().TotalSeconds).ToArray();

        for (var i = 0; i < waits.Length; i++)
            Assert.InRange(waits[i], Math.Max(1, Math.Min(60, Math.Pow(2, i)) / 2), Math.Min(60, Math.Pow(2, i)));
    }

    [Fact]
    public void Next_OfTwoCameras_Differs()
    {
        var one = new RestartBackoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), new Random(1));
        var two = new RestartBackoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), new Random(2));

        Assert.NotEqual(Enumerable.Range(0, 5).Select(_ => one.Next()), Enumerable.Range(0, 5).Select(_ => two.Next()));
    }

    [Fact]
    public void Reset_AfterFailures_StartsAtTheShortestAgain()
    {
        var backoff = new RestartBackoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), new Random(1));
        for (var i = 0; i < 10; i++)
            backoff.Next();

        backoff.Reset();

        Assert.Equal(TimeSpan.FromSeconds(1), backoff.Next());
    }
}
