using Microsoft.Extensions.Time.Testing;
using SafetyHub.Devices;
using SafetyHub.Grains.Devices;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Tests.Devices;

public sealed class SignWatchTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private readonly FakeTimeProvider _clock = new();
    private readonly SignWatch _watch;

    public SignWatchTests() => _watch = new SignWatch(_clock, Pause);

    [Fact]
    public void Motion_First_IsToldAtOnce_AndWhatFollowsInOneSummary()
    {
        See("motion", 1);
        Assert.Equal(TimeSpan.Zero, _watch.Due);
        Assert.Equal((HomeSignKind.Motion, 1), Told());
        for (var i = 0; i < 20; i++) See("motion", 2);
        Assert.Equal(Pause, _watch.Due);
        _clock.Advance(Pause);
        Assert.Equal((HomeSignKind.Motion, 40), Told());
        Assert.Null(_watch.Due);
    }

    [Fact]
    public void Telemetry_WithoutASign_TellsNothing()
    {
        See("motion", 0);
        See("temperature", 22);
        See("door", 1);
        See("door", 1, before: 1);
        See("power", 45, before: 40);
        Assert.Null(_watch.Due);
    }

    [Fact]
    public void DoorThatChanges_AndAnAppliance_AreSigns()
    {
        See("door", 1, before: 0);
        Assert.Equal((HomeSignKind.Door, 1), Told());
        See("power", 800, before: 3);
        _clock.Advance(Pause);
        Assert.Equal((HomeSignKind.Power, 1), Told());
    }

    [Fact]
    public void Door_SoonAfterASummary_WaitsAMinuteOnly()
    {
        See("motion", 1);
        Told();
        See("door", 0, before: 1);
        Assert.Equal(TimeSpan.FromMinutes(1), _watch.Due);
    }

    private (HomeSignKind, int) Told()
    {
        var sign = Assert.Single(_watch.Tell());
        return (sign.What, sign.Count);
    }

    private void See(string name, double value, double? before = null) => _watch.See(
        new TelemetryValue(name, value, null, null), before is { } known ? new LatestValue(new TelemetryValue(name, known, null, null), _clock.GetUtcNow()) : null, _clock.GetUtcNow());
}
