using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Behaviours.Lying;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Tests.Behaviours.Lying;

public sealed class LyingTests
{
    private const int FramesASecond = 5;
    private static readonly Box Standing = new(0.4f, 0.2f, 0.12f, 0.6f);
    private static readonly Box Lying = new(0.42f, 0.7f, 0.35f, 0.12f);

    [Fact]
    public void Person_WhoCameToLieThere_IsReportedOnceAfterTheTime()
    {
        using var room = PaintedPeople.WatchedForLying();
        room.Show(Standing, 3 * FramesASecond);
        room.Show(Lying, 9 * FramesASecond);
        Assert.Empty(room.Findings);

        room.Show(Lying, 60 * FramesASecond);

        var finding = Assert.Single(room.Findings);
        Assert.Equal(0.7, finding.Confidence, 0.001);
        Assert.True(finding.Box.Overlap(Lying) > 0.6f, $"{finding.Box}");
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.SecondsDown, Value: >= 10 and < 15 });
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.CameThere, Value: 1 });
    }

    [Fact]
    public void Person_GettingUpBeforeTheTime_IsNotReported()
    {
        using var room = PaintedPeople.WatchedForLying();
        room.Show(Standing, 3 * FramesASecond);
        room.Show(Lying, 8 * FramesASecond);
        room.Show(Standing, 20 * FramesASecond);

        Assert.Empty(room.Findings);
    }

    [Fact]
    public void Person_Standing_IsNotReported()
    {
        using var room = PaintedPeople.WatchedForLying();
        room.Show(null, 3 * FramesASecond);
        room.Show(Standing, 40 * FramesASecond);

        Assert.Empty(room.Findings);
    }

    [Fact]
    public void Person_WhoCrawlsOn_IsNotReported()
    {
        using var room = PaintedPeople.WatchedForLying();
        room.Show(null, 3 * FramesASecond);
        for (var round = 0; round < 3; round++)
        {
            room.Move(Lying with { X = 0.05f }, Lying with { X = 0.6f }, 10 * FramesASecond);
            room.Move(Lying with { X = 0.6f }, Lying with { X = 0.05f }, 10 * FramesASecond);
        }

        Assert.Empty(room.Findings);
    }

    [Fact]
    public void Furniture_ThatLooksLikeSomebodyLying_IsNotReportedHoweverManyPeoplePass()
    {
        using var room = new PaintedPeople(new LyingBehaviour(new LyingOptions())) { Bed = new Box(0.35f, 0.65f, 0.18f, 0.1f) };
        room.Show(null, 20 * FramesASecond);
        for (var passer = 0; passer < 3; passer++)
        {
            room.Move(Standing with { X = 0 }, Standing with { X = 0.85f }, 4 * FramesASecond);
            room.Show(null, 20 * FramesASecond);
        }

        Assert.Empty(room.Findings);
    }

    [Fact]
    public void Person_ComingToLieWhereFurnitureLooksLikeSomebody_IsReportedFromThenOn()
    {
        using var room = new PaintedPeople(new LyingBehaviour(new LyingOptions())) { Bed = Lying with { Width = 0.2f } };
        room.Show(null, 20 * FramesASecond);
        room.Show(Standing with { X = 0.05f }, 2 * FramesASecond);
        room.Show(Lying, 9 * FramesASecond);
        Assert.Empty(room.Findings);

        room.Show(Lying, 10 * FramesASecond);

        var finding = Assert.Single(room.Findings);
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.CameThere, Value: 1 });
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.SecondsDown, Value: < 15 });
    }

    [Fact]
    public void Person_LyingThereBeforeTheCameraStarted_IsReportedWhenThePostureModelSaysSo()
    {
        using var room = new PaintedPeople(new LyingBehaviour(new LyingOptions())) { TracksLying = true, TorsoAngle = 80 };
        room.Show(Lying, 15 * FramesASecond);

        var finding = Assert.Single(room.Findings);
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.CameThere, Value: 0 });
        Assert.Contains(finding.Reasons, reason => reason.Code == ObservationReason.TorsoLies);
    }

    [Fact]
    public void Person_WhoseTorsoIsUpright_IsNotReported()
    {
        using var room = new PaintedPeople(new LyingBehaviour(new LyingOptions())) { TorsoAngle = 5 };
        room.Show(Standing, 3 * FramesASecond);
        room.Show(Lying, 30 * FramesASecond);

        Assert.Empty(room.Findings);
    }

    [Fact]
    public void Person_OnAMarkedBed_IsNotReported()
    {
        using var room = PaintedPeople.WatchedForLying(new LyingOptions { Beds = [[new ZonePoint(0.3, 0.6), new ZonePoint(0.9, 0.6), new ZonePoint(0.9, 0.9), new ZonePoint(0.3, 0.9)]] });
        room.Show(Standing, 3 * FramesASecond);
        room.Show(Lying, 30 * FramesASecond);

        Assert.Empty(room.Findings);
    }

    [Fact]
    public void Person_OutsideTheZones_IsNotReportedAndInsideIsWithTheZone()
    {
        using var outside = new PaintedPeople(new LyingBehaviour(new LyingOptions())) { Zones = [new Zone("left", [new(0, 0), new(0.3, 0), new(0.3, 1), new(0, 1)])] };
        using var inside = new PaintedPeople(new LyingBehaviour(new LyingOptions())) { Zones = [new Zone("right", [new(0.3, 0), new(1, 0), new(1, 1), new(0.3, 1)])] };
        foreach (var room in new[] { outside, inside })
        {
            room.Show(Standing, 3 * FramesASecond);
            room.Show(Lying, 30 * FramesASecond);
        }

        Assert.Empty(outside.Findings);
        Assert.Equal("right", Assert.Single(inside.Findings).Area);
    }

    [Fact]
    public void Person_WhoGoesOnLying_IsReportedAgainAfterTheRearmTime()
    {
        using var room = PaintedPeople.WatchedForLying(new LyingOptions { Rearm = TimeSpan.FromMinutes(1) });
        room.Show(Standing, 3 * FramesASecond);
        room.Show(Lying, 80 * FramesASecond);

        Assert.Equal(2, room.Findings.Count);
    }

    [Fact]
    public void EmptyRoom_IsSearchedOnlyOnceAMinute()
    {
        using var room = PaintedPeople.WatchedForLying();
        room.Show(null, 118 * FramesASecond);

        Assert.Equal(2 * 2, room.Searches); // at the start and after a minute, two turns each
    }

    [Fact]
    public void Options_WithABedThatIsNoPolygon_AreRefused()
    {
        var options = new LyingOptions { Beds = [[new ZonePoint(0, 0), new ZonePoint(1, 1)]] };

        Assert.NotEmpty(options.Validate(new System.ComponentModel.DataAnnotations.ValidationContext(options)));
    }
}
