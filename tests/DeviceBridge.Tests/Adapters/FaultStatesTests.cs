using Microsoft.Extensions.Time.Testing;
using SafetyHub.DeviceBridge.Adapters;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Tests.Adapters;

/// <summary>When a camera is in order again.</summary>
public sealed class FaultStatesTests
{
    private static readonly DeviceId Camera = DeviceId.Parse("cctv-1");
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void End_ThatComesBeforeAFaultThatStillStands_IsNone()
    {
        var faults = new FaultStates(_time);
        faults.Begin(Camera, "dark");
        faults.End(Camera, Of("dark"));
        _time.Advance(TimeSpan.FromSeconds(4));
        faults.Begin(Camera, "moved");
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(faults.TakeSettled());

        faults.End(Camera, Of("moved"));
        Assert.Empty(faults.TakeSettled());
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("moved", Assert.Single(faults.TakeSettled()).End.Property);
        Assert.Empty(faults.TakeSettled());
    }

    [Fact]
    public void Camera_ThatTheHubKnowsToBeInOrder_IsNotToldOfAgain()
    {
        var faults = new FaultStates(_time);
        faults.End(Camera, Of("dark"));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Single(faults.TakeSettled());
        faults.Told(Camera);
        faults.End(Camera, Of("dark"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(faults.TakeSettled());

        faults.Begin(Camera, "dark");
        faults.Forget(Camera, "dark");
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(faults.TakeSettled());
    }

    private static Sighting Of(string property) => new() { Camera = "gate", On = "VideoSource/ImageTooDark", Key = "k", Property = property, Phase = SightingPhase.Ends };
}
