using System.Runtime.InteropServices;
using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tests.Support;
using SafetyHub.DeviceBridge.Video.Upkeep;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Tests.Upkeep;

/// <summary>A painted street, one picture a second, and what happens to cameras.</summary>
public sealed class CameraUpkeepTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly PaintedStreet _street = new();
    private readonly CameraUpkeep _upkeep = new(new VideoOptions(), fps: 5, known: []);
    private int _second;
    private DateTimeOffset? _lastPicture;

    [Fact]
    public void Street_WithPeopleAndWeather_IsNoFault()
    {
        for (var step = 0; step < 240; step++)
        {
            _street.Walker = step % 40 / 30.0;
            _street.Light = 1 - (0.6 * step / 240); // dusk
            Watch(1);
            Assert.Empty(_upkeep.Faults);
        }
        Assert.Equal(TimeSpan.Zero, _upkeep.Unseen);
    }

    [Fact]
    public void Lens_Covered_IsBlindAfterTenSecondsAndSeesAgainAfterTen()
    {
        Watch(40);
        _street.Covered = 1;
        Watch(10);
        Assert.Empty(_upkeep.Faults);
        Watch(1);
        var fault = Assert.Single(_upkeep.Faults);
        Assert.Equal((CameraFault.Blind, "covered", Start.AddSeconds(40)), (fault.Code, fault.Reason, fault.Since));
        Watch(20);
        Assert.Equal(30, _upkeep.Unseen.TotalSeconds);

        _street.Covered = 0;
        Watch(10);
        Assert.Single(_upkeep.Faults);
        Watch(1);
        Assert.Empty(_upkeep.Faults);
    }

    [Fact]
    public void Lens_HalfCovered_StillSees()
    {
        Watch(40);
        _street.Covered = 0.4;
        Watch(60);
        Assert.DoesNotContain(_upkeep.Faults, fault => fault.Code == CameraFault.Blind);
    }

    [Theory]
    [InlineData(0.03, "dark")]
    [InlineData(0.0, "dark")]
    public void Light_ThatGoesOut_IsBlindBecauseDark(double light, string reason)
    {
        Watch(40);
        _street.Light = light;
        Watch(12);
        Assert.Equal(reason, Assert.Single(_upkeep.Faults).Reason);
    }

    [Fact]
    public void Focus_Lost_IsBlindBecauseOutOfFocus()
    {
        Watch(40);
        _street.Blur = 6;
        Watch(12);
        Assert.Equal("out-of-focus", Assert.Single(_upkeep.Faults).Reason);
    }

    [Fact]
    public void View_Turned_IsMovedOnceUntilSomebodyAcceptsIt()
    {
        Watch(40);
        _street.Turned = 250;
        Watch(21);
        var fault = Assert.Single(_upkeep.Faults);
        Assert.Equal((CameraFault.Moved, "view-changed"), (fault.Code, fault.Reason));
        Watch(120);
        Assert.Equal(fault, Assert.Single(_upkeep.Faults));
        Assert.Equal(TimeSpan.Zero, _upkeep.Unseen); // it sees, only something else

        _upkeep.AcceptView();
        Watch(60);
        Assert.Empty(_upkeep.Faults);
    }

    [Fact]
    public void View_TurnedAndTurnedBack_IsMovedAndThenWell()
    {
        Watch(40);
        _street.Turned = -250;
        Watch(25);
        Assert.Equal(CameraFault.Moved, Assert.Single(_upkeep.Faults).Code);
        _street.Turned = 0;
        Watch(12);
        Assert.Empty(_upkeep.Faults);
    }

    [Fact]
    public void Camera_ShakenByWind_IsNotMoved()
    {
        Watch(40);
        for (var i = 0; i < 60; i++)
        {
            _street.Turned = i % 2 == 0 ? 3 : -3;
            Watch(1);
            Assert.Empty(_upkeep.Faults);
        }
    }

    [Fact]
    public void Lightning_AndLampsThatSwitch_AreNotAMove()
    {
        Watch(40);
        for (var i = 0; i < 120; i++)
        {
            _street.Light = i % 7 == 0 ? 2.2 : i < 60 ? 1 : 0.35;
            Watch(1);
            Assert.Empty(_upkeep.Faults);
        }
    }

    [Fact]
    public void InfraRed_SwitchedOnAtNightAndOffInTheMorning_IsNotAMove()
    {
        Watch(40);
        (_street.Mono, _street.Light) = (true, 0.5);
        Watch(120);
        Assert.Empty(_upkeep.Faults);
        (_street.Mono, _street.Light) = (false, 1);
        Watch(60);
        Assert.Empty(_upkeep.Faults);

        (_street.Mono, _street.Light, _street.Turned) = (true, 0.5, 300);
        Watch(30);
        Assert.Equal(CameraFault.Moved, Assert.Single(_upkeep.Faults).Code);
    }

    [Fact]
    public void Picture_ThatStands_IsFrozenAfterAMinute()
    {
        Watch(40);
        Watch(60, moves: false);
        Assert.Empty(_upkeep.Faults);
        Watch(3, moves: false);
        Assert.Equal(CameraFault.Frozen, Assert.Single(_upkeep.Faults).Code);
        Watch(12);
        Assert.Empty(_upkeep.Faults);
    }

    [Fact]
    public void Pictures_ThatStop_AreGoneAfterHalfAMinuteAndCountAsNotSeen()
    {
        Watch(40);
        Silence(29);
        Assert.Empty(_upkeep.Faults);
        Silence(3);
        Assert.Equal(CameraFault.Gone, Assert.Single(_upkeep.Faults).Code);
        Assert.InRange(_upkeep.Unseen.TotalSeconds, 31, 33);
        Watch(12);
        Assert.Empty(_upkeep.Faults);
    }

    [Fact]
    public void Camera_ThatNeverCame_IsGoneToo()
    {
        Silence(32);
        Assert.Equal(CameraFault.Gone, Assert.Single(_upkeep.Faults).Code);
    }

    [Fact]
    public void PrivacyHours_AreNeitherAFaultNorTimeNotSeen()
    {
        Watch(40);
        Silence(3600, SourceState.Private);
        Watch(5);
        Assert.Empty(_upkeep.Faults);
        Assert.Equal(TimeSpan.Zero, _upkeep.Unseen);
    }

    [Fact]
    public void Fault_ToldByAnotherBridge_GoesOnUntilThisOneSeesItsEnd()
    {
        CameraFault[] known = [new(CameraFault.Blind, Start.AddMinutes(-5), "covered", 1), new(CameraFault.Moved, Start.AddMinutes(-5), "view-changed", 0.1)];
        using var heir = new CameraUpkeep(new VideoOptions(), fps: 5, known);
        Assert.Equal(2, heir.Faults.Count);
        for (var i = 0; i < 40; i++)
        {
            using var picture = _street.Picture(i);
            Look(heir, picture, Start.AddSeconds(i));
        }
        Assert.Equal(CameraFault.Moved, Assert.Single(heir.Faults).Code);
        heir.AcceptView();
        Assert.Empty(heir.Faults);
    }

    public void Dispose()
    {
        _upkeep.Dispose();
        _street.Dispose();
    }

    private void Watch(int seconds, bool moves = true)
    {
        for (var i = 0; i < seconds; i++)
        {
            var at = Start.AddSeconds(_second);
            using var picture = _street.Picture(moves ? _second : 0);
            Look(_upkeep, picture, at);
            _upkeep.Tick(Status(SourceState.Streaming, _lastPicture = at), at);
            _second++;
        }
    }

    private void Silence(int seconds, SourceState state = SourceState.Waiting)
    {
        for (var i = 0; i < seconds; i++)
            _upkeep.Tick(Status(state, _lastPicture), Start.AddSeconds(_second++));
    }

    private static void Look(CameraUpkeep upkeep, Mat picture, DateTimeOffset at)
    {
        picture.GetArray(out Vec3b[] pixels);
        upkeep.Look(picture, MemoryMarshal.AsBytes(pixels.AsSpan()), at);
    }

    private static SourceStatus Status(SourceState state, DateTimeOffset? lastFrameAt) => new(state, lastFrameAt, 0, 0, 0, null, TimeSpan.Zero);
}
