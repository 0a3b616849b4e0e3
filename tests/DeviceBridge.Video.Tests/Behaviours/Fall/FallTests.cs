using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Behaviours.Fall;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Tests.Behaviours.Fall;

public sealed class FallTests
{
    private static readonly Box Standing = new(0.4f, 0.2f, 0.12f, 0.6f);
    private static readonly Box Lying = new(0.42f, 0.7f, 0.35f, 0.12f);

    [Fact]
    public void Person_FallingAndStayingDown_IsReportedOnceWithReasons()
    {
        using var room = PaintedPeople.WatchedForFalls();
        room.Show(Standing, 10);
        room.Move(Standing, Lying, 4);
        room.Show(Lying, 30);

        var finding = Assert.Single(room.Findings);
        Assert.Equal(0.9, finding.Confidence, 0.001);
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.LyingScore, Value: > 0.5 });
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.HeadSank, Value: > 0.5 });
        Assert.True(finding.Box.Overlap(Lying) > 0.6f, $"{finding.Box}");
    }

    [Fact]
    public void Person_SittingDownOnAChair_IsNotReported()
    {
        using var room = PaintedPeople.WatchedForFalls();
        var seated = new Box(0.4f, 0.4f, 0.13f, 0.4f);
        room.Show(Standing, 10);
        room.Move(Standing, seated, 3);
        room.Show(seated, 30);

        Assert.Empty(room.Findings);
    }

    [Fact]
    public void Person_SittingDownOnTheFloor_IsNotReported()
    {
        using var room = PaintedPeople.WatchedForFalls();
        var seated = new Box(0.4f, 0.52f, 0.13f, 0.29f);
        room.Show(Standing, 10);
        room.Move(Standing, seated, 3);
        room.Show(seated, 30);

        Assert.Empty(room.Findings);
    }

    [Fact]
    public void Person_BendingAndRisingAgain_IsNotReported()
    {
        using var room = PaintedPeople.WatchedForFalls();
        room.Show(Standing, 10);
        room.Move(Standing, Lying, 3);
        room.Show(Lying, 3);
        room.Move(Lying, Standing, 3);
        room.Show(Standing, 30);

        Assert.Empty(room.Findings);
    }

    [Fact]
    public void Person_LyingDownSlowly_IsNotReported()
    {
        using var room = PaintedPeople.WatchedForFalls();
        room.Show(Standing, 10);
        room.Move(Standing, Lying, 25);
        room.Show(Lying, 30);

        Assert.Empty(room.Findings);
    }

    [Fact]
    public void Person_LeavingAtTheSide_IsNotReported()
    {
        using var room = PaintedPeople.WatchedForFalls();
        var atEdge = new Box(0.88f, 0.2f, 0.12f, 0.6f);
        room.Move(Standing, atEdge, 10);
        room.Show(new Box(0.93f, 0.45f, 0.07f, 0.35f));
        room.Show(new Box(0.97f, 0.65f, 0.03f, 0.15f));
        room.Show(null, 30);

        Assert.Empty(room.Findings);
    }

    [Fact]
    public void BedThatLooksLikeSomebody_WhenAPersonVanishesBeforeIt_IsNotReported()
    {
        using var room = new PaintedPeople(new FallBehaviour(new FallOptions())) { Bed = new Box(0.35f, 0.65f, 0.18f, 0.1f) };
        var beside = Standing with { X = 0.6f };
        room.Show(beside, 10);
        room.Move(beside, new Box(0.65f, 0.75f, 0.03f, 0.04f), 4);
        room.Show(null, 30);

        Assert.Empty(room.Findings);
    }

    [Fact]
    public void Person_FallingOntoAMarkedBed_IsNotReported()
    {
        var options = new FallOptions { Beds = [[new ZonePoint(0.3, 0.6), new ZonePoint(0.9, 0.6), new ZonePoint(0.9, 0.9), new ZonePoint(0.3, 0.9)]] };
        using var room = PaintedPeople.WatchedForFalls(options);
        room.Show(Standing, 10);
        room.Move(Standing, Lying, 4);
        room.Show(Lying, 30);

        Assert.Empty(room.Findings);
    }

    [Fact]
    public void Person_FallingOutsideTheZones_IsNotReported()
    {
        using var room = new PaintedPeople(new FallBehaviour(new FallOptions())) { Zones = [new Zone("left", [new(0, 0), new(0.3, 0), new(0.3, 1), new(0, 1)])] };
        room.Show(Standing, 10);
        room.Move(Standing, Lying, 4);
        room.Show(Lying, 30);

        Assert.Empty(room.Findings);
    }

    [Fact]
    public void Person_LostByTheDetectorAndFoundLyingByTheCloserSearch_IsReportedLessSurely()
    {
        using var room = PaintedPeople.WatchedForFalls();
        room.Show(Standing, 10);
        room.Score = 0.34f; // below what makes a person, above what makes somebody who lies there
        room.Show(Lying, 30);

        var finding = Assert.Single(room.Findings);
        Assert.Contains(finding.Reasons, reason => reason.Code == ObservationReason.Vanished);
        Assert.InRange(finding.Confidence, 0.5, 0.6);
    }

    [Fact]
    public void Person_LostByTheDetectorWithNobodyLyingThere_IsNotReported()
    {
        using var room = PaintedPeople.WatchedForFalls();
        room.Show(Standing, 10);
        room.Show(null, 30);

        Assert.Empty(room.Findings);
    }

    [Theory]
    [InlineData(90, 1.0, ObservationReason.TorsoLies)]
    [InlineData(10, 0.6, ObservationReason.TorsoUpright)]
    [InlineData(45, 0.9, ObservationReason.TorsoUnclear)]
    public void Posture_OfSomebodyFoundDown_WeighsInTheConfidence(double angle, double confidence, string reason)
    {
        using var room = new PaintedPeople(new FallBehaviour(new FallOptions())) { TorsoAngle = angle };
        room.Show(Standing, 10);
        room.Move(Standing, Lying, 4);
        room.Show(Lying, 30);

        var finding = Assert.Single(room.Findings);
        Assert.Equal(confidence, finding.Confidence, 0.001);
        Assert.Contains(finding.Reasons, given => given.Code == reason);
    }

    [Fact]
    public void Posture_WithoutAModel_IsSaidToBeMissing()
    {
        using var room = PaintedPeople.WatchedForFalls();
        room.Show(Standing, 10);
        room.Move(Standing, Lying, 4);
        room.Show(Lying, 30);

        Assert.Contains(Assert.Single(room.Findings).Reasons, reason => reason.Code == ObservationReason.PostureMissing);
    }

    [Fact]
    public void Options_WithABedThatIsNoPolygon_AreRefused()
    {
        var options = new FallOptions { Beds = [[new ZonePoint(0, 0), new ZonePoint(1, 1)]] };

        Assert.NotEmpty(options.Validate(new System.ComponentModel.DataAnnotations.ValidationContext(options)));
    }
}
