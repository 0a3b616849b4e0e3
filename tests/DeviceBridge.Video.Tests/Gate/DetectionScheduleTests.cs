using SafetyHub.DeviceBridge.Video.Gate;

namespace SafetyHub.DeviceBridge.Video.Tests.Gate;

public sealed class DetectionScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly DetectionSchedule _schedule = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15));

    [Fact]
    public void FirstFrame_WithoutMotion_IsSearched() => Assert.True(Ask(0, GateReading.Still));

    [Fact]
    public void StillScene_WithALivingTrack_IsSearchedOnTheTimer()
    {
        Ask(0, GateReading.Still);

        Assert.False(Ask(1.8, GateReading.Still, tracks: true));
        Assert.True(Ask(2, GateReading.Still, tracks: true));
        Assert.False(Ask(3.8, GateReading.Still, tracks: true));
        Assert.True(Ask(4, GateReading.Still, tracks: true));
    }

    [Fact]
    public void StillScene_WithoutTracks_IsSearchedNowAndThen()
    {
        Ask(0, GateReading.Still);

        Assert.False(Ask(14.8, GateReading.Still));
        Assert.True(Ask(15, GateReading.Still));
    }

    [Fact]
    public void UncertainTrack_InAStillScene_IsSearchedEveryFrame()
    {
        Ask(0, GateReading.Still);

        Assert.True(Ask(0.2, GateReading.Still, tracks: true, uncertain: true));
    }

    [Fact]
    public void Recalibration_WithoutTracks_IsNotSearchedUntilItsEnd()
    {
        Ask(0, GateReading.Still);

        Assert.False(Ask(0.2, GateReading.Recalibrating));
        Assert.True(Ask(0.4, GateReading.Recalibrated));
    }

    [Fact]
    public void Clock_SetBack_DoesNotBlindTheSchedule()
    {
        Ask(3600, GateReading.Still);

        Assert.True(Ask(0, GateReading.Still));
        Assert.False(Ask(1, GateReading.Still));
    }

    private bool Ask(double seconds, GateReading reading, bool tracks = false, bool uncertain = false) =>
        _schedule.ShouldSearch(reading, tracks, uncertain, Start.AddSeconds(seconds));
}
