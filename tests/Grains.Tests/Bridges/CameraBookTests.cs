using SafetyHub.Bridges;
using SafetyHub.Grains.Bridges;

namespace SafetyHub.Grains.Tests.Bridges;

public sealed class CameraBookTests
{
    private readonly BookKeeper _keeper = new();

    [Fact]
    public void Cameras_WithTwoBridges_AreSharedByTheirCapacities()
    {
        var (large, small) = (_keeper.Add(12), _keeper.Add(4));
        for (var i = 0; i < 8; i++) _keeper.Ask(i);
        _keeper.Settle(3);
        Assert.Equal((6, 2), (large.Count(_keeper.Now), small.Count(_keeper.Now)));
    }

    [Fact]
    public void Bridge_ThatDies_HasItsCamerasElsewhereAfterTheLease()
    {
        var (first, second) = (_keeper.Add(8), _keeper.Add(8));
        for (var i = 0; i < 8; i++) _keeper.Ask(i);
        _keeper.Settle(3);
        var before = _keeper.Book.Cameras.ToDictionary(camera => camera.Id, camera => camera.Epoch);
        first.Kill();
        _keeper.Settle(4);
        Assert.Equal(4, second.Count(_keeper.Now));
        _keeper.Settle(2);
        Assert.Equal(8, second.Count(_keeper.Now));
        Assert.Equal(4, Enumerable.Range(0, 8).Count(i => second.EpochOf(BookKeeper.Camera(i)) > before[BookKeeper.Camera(i)]));
        Assert.Equal(first.Id, Assert.Single(_keeper.Book.LostBridges).Report.BridgeId);
    }

    [Fact]
    public void Bridge_ThatLeaves_HandsOverAtOnce()
    {
        var (first, second) = (_keeper.Add(8), _keeper.Add(8));
        for (var i = 0; i < 4; i++) _keeper.Ask(i);
        _keeper.Settle(3);
        _keeper.Leave(first);
        Assert.Equal(2, second.Count(_keeper.Now));
        _keeper.Book.Plan(_keeper.Now);
        _keeper.Beat(second);
        Assert.Equal(4, second.Count(_keeper.Now));
        Assert.Empty(_keeper.Book.LostBridges);
    }

    [Fact]
    public void Scheduler_ThatDies_LeavesTheCamerasWhereTheyAre()
    {
        var (first, second) = (_keeper.Add(8), _keeper.Add(8));
        for (var i = 0; i < 8; i++) _keeper.Ask(i);
        _keeper.Settle(3);
        var before = Enumerable.Range(0, 8).Select(i => (_keeper.Runners(i).Single(), first.Runs(BookKeeper.Camera(i), _keeper.Now) ? first.EpochOf(BookKeeper.Camera(i)) : second.EpochOf(BookKeeper.Camera(i)))).ToList();
        _keeper.LoseScheduler();
        _keeper.Settle(10);
        Assert.Equal(before, Enumerable.Range(0, 8).Select(i => (_keeper.Runners(i).Single(), first.Runs(BookKeeper.Camera(i), _keeper.Now) ? first.EpochOf(BookKeeper.Camera(i)) : second.EpochOf(BookKeeper.Camera(i)))));
    }

    [Fact]
    public void SchedulerAndBridge_ThatDieTogether_DelayTheTakeoverByOneLease()
    {
        var (first, second) = (_keeper.Add(8), _keeper.Add(8));
        for (var i = 0; i < 8; i++) _keeper.Ask(i);
        _keeper.Settle(3);
        first.Kill();
        _keeper.LoseScheduler();
        _keeper.Settle(4);
        Assert.Equal(4, second.Count(_keeper.Now));
        _keeper.Settle(2);
        Assert.Equal(8, second.Count(_keeper.Now));
    }

    [Fact]
    public void Report_ThatWasOvertaken_ChangesNothing()
    {
        var bridge = _keeper.Add(4);
        var old = bridge.Report(_keeper.Now);
        _keeper.Beat(bridge);
        Assert.Null(_keeper.Book.Report(old, _keeper.Now));
    }

    [Fact]
    public void TooManyCameras_ByPriority_LeaveOutTheLeastImportant()
    {
        var bridge = _keeper.Add(2);
        _keeper.Ask(1, priority: 3);
        _keeper.Ask(2, priority: 4);
        _keeper.Settle(3);
        _keeper.Ask(3, priority: 9);
        _keeper.Settle(3);
        Assert.True(bridge.Runs(BookKeeper.Camera(2), _keeper.Now) && bridge.Runs(BookKeeper.Camera(3), _keeper.Now));
        var left = Assert.Single(ScheduleView.Of(_keeper.Book, _keeper.Now, DateTimeOffset.UnixEpoch).Unplaced);
        Assert.Equal((BookKeeper.Camera(1), UnplacedReason.NoCapacity), (left.Camera, left.Reason));
    }

    [Fact]
    public void TooManyCameras_OfOnePriority_LeaveWhatRunsWhereItIs()
    {
        var bridge = _keeper.Add(2);
        _keeper.Ask(5);
        _keeper.Ask(6);
        _keeper.Settle(3);
        _keeper.Ask(1);
        _keeper.Settle(5);
        Assert.True(bridge.Runs(BookKeeper.Camera(5), _keeper.Now) && bridge.Runs(BookKeeper.Camera(6), _keeper.Now));
        Assert.Equal(2, _keeper.Book.Steps["placed"]);
    }

    [Fact]
    public void Camera_WithASite_GoesOnlyWhereItIsReached()
    {
        var (far, near) = (_keeper.Add(9), _keeper.Add(1, "tunnel"));
        _keeper.Ask(1, site: "tunnel");
        _keeper.Ask(2, site: "harbour");
        _keeper.Settle(3);
        Assert.Equal((0, 1), (far.Count(_keeper.Now), near.Count(_keeper.Now)));
        Assert.Equal(UnplacedReason.NoBridgeAtSite, Assert.Single(ScheduleView.Of(_keeper.Book, _keeper.Now, DateTimeOffset.UnixEpoch).Unplaced).Reason);
    }

    [Fact]
    public void Bridge_ThatJoins_IsFilledGently()
    {
        var first = _keeper.Add(20);
        for (var i = 0; i < 16; i++) _keeper.Ask(i);
        _keeper.Settle(3);
        var second = _keeper.Add(20);
        _keeper.Settle(60);
        Assert.InRange(_keeper.Book.Steps["evened"], 1, 14);
        Assert.Equal(16, first.Count(_keeper.Now) + second.Count(_keeper.Now));
        _keeper.Settle(60);
        var moved = _keeper.Book.Steps["evened"];
        Assert.InRange((first.Count(_keeper.Now) - second.Count(_keeper.Now)) / 20.0, 0, 0.2);
        _keeper.Settle(120);
        Assert.Equal(moved, _keeper.Book.Steps["evened"]);
    }

    [Fact]
    public void Bridge_ThatIsDrained_KeepsWhatFitsNowhereElse()
    {
        var first = _keeper.Add(6);
        for (var i = 0; i < 6; i++) _keeper.Ask(i);
        _keeper.Settle(3);
        var second = _keeper.Add(4);
        Assert.True(_keeper.Book.Drain(first.Id, true));
        _keeper.Settle(20);
        Assert.Equal((2, 4, 0), (first.Count(_keeper.Now), second.Count(_keeper.Now), _keeper.Waiting));
        Assert.False(_keeper.Book.Drain("nobody", true));
    }

    [Fact]
    public void Camera_ThatRefusedItsNumber_GetsAHigherOne()
    {
        var bridge = _keeper.Add(2);
        _keeper.Ask(1);
        _keeper.Settle(3);
        var refused = bridge.Report(_keeper.Now);
        var held = Assert.Single(refused.Cameras);
        var known = _keeper.Book.Report(refused with { Cameras = [held with { RefusedAt = 5000 }] }, _keeper.Now)!;
        Assert.Equal(5001, Assert.Single(_keeper.Book.Orders(known, _keeper.Now).Cameras).Epoch);
    }

    [Fact]
    public void City_OfTheStatedSize_IsPlanned()
    {
        for (var i = 0; i < 100; i++) _keeper.Add(40);
        for (var i = 0; i < 3576; i++) _keeper.Ask(i, CameraLoad.At(5));
        _keeper.Settle(5);
        Assert.Equal(0, _keeper.Waiting);
        Assert.InRange(_keeper.Bridges.Max(bridge => bridge.Count(_keeper.Now)) - _keeper.Bridges.Min(bridge => bridge.Count(_keeper.Now)), 0, 1);
        foreach (var bridge in _keeper.Bridges.Take(5)) bridge.Kill();
        _keeper.Settle(7);
        Assert.Equal((0, 3576), (_keeper.Waiting, _keeper.Bridges.Sum(bridge => bridge.Count(_keeper.Now))));
    }
}
