using Microsoft.Extensions.Time.Testing;
using SafetyHub.Bridges;
using SafetyHub.DeviceBridge.Video.Leases;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.Devices;
using CameraSource = SafetyHub.Devices.CameraSource;

namespace SafetyHub.DeviceBridge.Video.Tests.Leases;

public sealed class LeaseTableTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);
    private static readonly DeviceId Camera = DeviceId.Parse("cam-1");
    private readonly FakeTimeProvider _clock = new();
    private readonly LeaseTable _table;

    public LeaseTableTests() => _table = new LeaseTable(_clock);

    [Fact]
    public void Order_WithoutTheCamerasAnswer_IsNotAnalysed()
    {
        Take(new CameraOrder(Camera, 7, 1));
        Assert.Null(_table.TakeChange());
        Answer(Source(1));
        var assignment = Assert.Single(_table.TakeChange()!);
        Assert.Equal(("cam-1", 7), (assignment.CameraId, assignment.Epoch));
        Assert.Null(_table.TakeChange());
    }

    [Fact]
    public void Lease_CountedFromBeforeTheReportWasSent_EndsBeforeTheSchedulersDoes()
    {
        var sentAt = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(1)); // the answer was slow
        _table.Take(new BridgeOrders(Lease, [new CameraOrder(Camera, 7, 1)]), sentAt);
        Answer(Source(1));
        _table.TakeChange();
        Assert.Equal(TimeSpan.FromSeconds(3), _table.Remaining);
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Equal(0, _table.DropLapsed());
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(1, _table.DropLapsed());
        Assert.Empty(_table.TakeChange()!);
    }

    [Fact]
    public void Orders_ThatCameTooLateToBeUsed_AreNotUsed()
    {
        var sentAt = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(4));
        _table.Take(new BridgeOrders(Lease, [new CameraOrder(Camera, 7, 1)]), sentAt);
        Assert.Empty(_table.Held());
    }

    [Fact]
    public void Orders_ThatWereOvertaken_ChangeNothing()
    {
        Take(new CameraOrder(Camera, 7, 1));
        _clock.Advance(TimeSpan.FromSeconds(1));
        _table.Take(BridgeOrders.Stale, _clock.GetTimestamp());
        Assert.Equal((1, TimeSpan.FromSeconds(3)), (_table.Held().Count, _table.Remaining));
    }

    [Fact]
    public void Camera_ThatIsNoLongerListed_IsStopped()
    {
        Take(new CameraOrder(Camera, 7, 1));
        Answer(Source(1));
        _table.TakeChange();
        Take();
        Assert.Empty(_table.TakeChange()!);
    }

    [Fact]
    public void Camera_ThatRefusesItsNumber_IsStoppedAndReported()
    {
        Take(new CameraOrder(Camera, 7, 1));
        _table.Answered(Assert.Single(Due()), new CameraLeaseAnswer(null, 9), Make);
        Assert.Equal(9, Assert.Single(_table.Held()).RefusedAt);
        Assert.Empty(Due());
        Take(new CameraOrder(Camera, 10, 1));
        Assert.Equal(10, Assert.Single(Due()).Epoch);
        Assert.Null(Assert.Single(_table.Held()).RefusedAt);
    }

    [Fact]
    public void Answer_ToANumberOfBefore_IsIgnored()
    {
        Take(new CameraOrder(Camera, 7, 1));
        var asked = Assert.Single(Due());
        Take(new CameraOrder(Camera, 8, 1));
        _table.Answered(asked, new CameraLeaseAnswer(Source(1), 7), Make);
        Assert.Null(_table.TakeChange());
    }

    [Fact]
    public void Camera_IsTold_WhenNewWhenChangedWhenItsPictureTurnsAndEveryFiveSeconds()
    {
        Take(new CameraOrder(Camera, 7, 1));
        Answer(Source(1));
        Assert.Empty(Due());
        Assert.Equal(CameraPicture.Streaming, Assert.Single(Due(CameraPicture.Streaming)).Picture);
        Answer(Source(1), CameraPicture.Streaming);
        Take(new CameraOrder(Camera, 7, 2));
        Assert.Single(Due(CameraPicture.Streaming));
        Answer(Source(2), CameraPicture.Streaming);
        Assert.Single(_table.TakeChange()!);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(5), Assert.Single(Due(CameraPicture.Streaming)).PictureFor);
    }

    private void Take(params CameraOrder[] orders) => _table.Take(new BridgeOrders(Lease, orders), _clock.GetTimestamp());

    private IReadOnlyList<DueLease> Due(CameraPicture picture = CameraPicture.Starting) => _table.Due(_ => picture);

    private void Answer(CameraSource source, CameraPicture picture = CameraPicture.Starting) =>
        _table.Answered(Assert.Single(Due(picture)), new CameraLeaseAnswer(source, 7), Make);

    private static CameraSource Source(int version) => new("x", "file:/x.mp4", 5, [], version);

    private static CameraAssignment Make(CameraSource source) => new(Camera.Value, CameraAddress.Parse(source.DisplayUrl), source.FramesPerSecond);
}
