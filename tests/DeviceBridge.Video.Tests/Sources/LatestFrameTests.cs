using SafetyHub.DeviceBridge.Video.Sources;

namespace SafetyHub.DeviceBridge.Video.Tests.Sources;

public sealed class LatestFrameTests
{
    private readonly FramePool _pool = new(new FrameSize(16, 16), capacity: 3);
    private readonly LatestFrame _frames = new();

    [Fact]
    public void Put_WhileOneWaits_DropsTheOlder()
    {
        var (first, second) = (_pool.TryRent()!, _pool.TryRent()!);

        Assert.False(_frames.Put(first));
        Assert.True(_frames.Put(second));

        Assert.Same(second, _frames.Take());
    }

    [Fact]
    public void Take_Twice_GivesAFrameOnce()
    {
        _frames.Put(_pool.TryRent()!);

        Assert.NotNull(_frames.Take());
        Assert.Null(_frames.Take());
        Assert.NotNull(_frames.Peek());
    }

    [Fact]
    public void Put_AfterTheWaitingOneWasTaken_DropsNothing()
    {
        _frames.Put(_pool.TryRent()!);
        _frames.Take()!.Release();

        Assert.False(_frames.Put(_pool.TryRent()!));
    }

    [Fact]
    public void Pool_WithEveryFrameHeld_GivesNoneUntilOneComesBack()
    {
        var held = Enumerable.Range(0, 3).Select(_ => _pool.TryRent()!).ToArray();
        Assert.Null(_pool.TryRent());

        held[1].Release();

        Assert.Same(held[1], _pool.TryRent());
    }

    [Fact]
    public void Frame_WithTwoHolders_ComesBackAfterTheSecondLetsGo()
    {
        var pool = new FramePool(new FrameSize(16, 16), capacity: 1);
        _frames.Put(pool.TryRent()!);
        var taken = _frames.Take()!;

        _frames.Clear();
        Assert.Null(pool.TryRent());
        taken.Release();

        Assert.NotNull(pool.TryRent());
    }

    [Fact]
    public void Release_MoreOftenThanHeld_Throws()
    {
        var frame = _pool.TryRent()!;
        frame.Release();

        Assert.Throws<InvalidOperationException>(frame.Release);
    }
}
