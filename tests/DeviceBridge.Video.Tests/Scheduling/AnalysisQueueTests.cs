namespace SafetyHub.DeviceBridge.Video.Tests.Scheduling;

public sealed class AnalysisQueueTests
{
    private const int RightOfWay = 3;

    [Fact]
    public void Queue_OfCamerasThatNeverRest_ServesEveryOneWithinItsBound()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
            Serve(random, live: random.Next(0, 12), calm: random.Next(0, 12), seconds: 300);
    }

    [Fact]
    public void Queue_WithLiveAndCalmCameras_GivesTheLiveOnesTheirShareAndEachTheSame()
    {
        var served = Serve(new Random(1), live: 4, calm: 8, seconds: 1600);

        Assert.Equal([300, 300, 300, 300], served[..4]);
        Assert.All(served[4..], count => Assert.Equal(50, count));
    }

    [Fact]
    public void Queue_WithoutCalmCameras_LosesNoTurn()
    {
        var served = Serve(new Random(1), live: 3, calm: 0, seconds: 300);

        Assert.Equal([100, 100, 100], served);
    }

    [Fact]
    public async Task Queue_ThatIsClosed_LetsEveryWaitingThreadGoAndTakesNothingMore()
    {
        using var queue = new AnalysisQueue<int>(RightOfWay);
        var waiting = Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(() => queue.Take(out var _), TaskCreationOptions.LongRunning)).ToArray();

        queue.Close();

        Assert.All(await Task.WhenAll(waiting), Assert.False);
        Assert.False(queue.Add(1, live: true));
        Assert.False(queue.Take(out _));
    }

    // Every camera always has a frame and stands in the queue again at once, as when the machine is too slow; some change sides.
    private static int[] Serve(Random random, int live, int calm, int seconds)
    {
        using var queue = new AnalysisQueue<int>(RightOfWay);
        var (served, last) = (new int[live + calm], new int[live + calm]);
        foreach (var camera in Enumerable.Range(0, live + calm).OrderBy(_ => random.Next()))
            queue.Add(camera, camera < live);
        for (var turn = 1; turn <= seconds && live + calm > 0; turn++)
        {
            Assert.True(queue.Take(out var camera));
            var longest = camera < live
                ? live + ((live + RightOfWay - 1) / RightOfWay) + 1
                : (RightOfWay + 1) * calm;
            Assert.True(turn - last[camera] <= longest, $"camera {camera} of {live} live and {calm} calm waited for {turn - last[camera]} turns, {longest} are allowed");
            served[camera]++;
            last[camera] = turn;
            queue.Add(camera, camera < live);
        }
        return served;
    }
}
