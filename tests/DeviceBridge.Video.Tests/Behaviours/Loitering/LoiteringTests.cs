using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Behaviours.Loitering;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tests.Behaviours.Loitering;

public sealed class LoiteringTests
{
    private static readonly Zone Gate = new("gate", [new(0.3, 0.5), new(0.7, 0.5), new(0.7, 1), new(0.3, 1)]);
    private static readonly Box Inside = PaintedScene.Standing(0.5, 0.8);
    private static readonly Box Beside = PaintedScene.Standing(0.75, 0.8);

    [Fact]
    public void Person_StayingTenSeconds_IsReportedOnceThenWithReasons()
    {
        using var scene = Scene();
        scene.Show(9.8, Inside);
        Assert.Empty(scene.Findings);

        scene.Show(30, Inside);

        var finding = Assert.Single(scene.Findings);
        Assert.Equal("gate", finding.Area);
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.SecondsInZone, Value: 10 });
    }

    [Fact]
    public void Person_WithOnlyTheHeadInside_IsNotReported()
    {
        using var scene = Scene();
        scene.Zones = [new Zone("high", [new(0.3, 0.3), new(0.7, 0.3), new(0.7, 0.6), new(0.3, 0.6)])];
        scene.Show(20, Inside);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Person_SteppingOutForAMoment_GoesOnWithTheStay()
    {
        using var scene = Scene();
        scene.Show(5, Inside);
        scene.Show(2, Beside);
        scene.Show(5, Inside);

        Assert.Single(scene.Findings);
    }

    [Fact]
    public void Person_OutsideForLonger_BeginsAnew()
    {
        using var scene = Scene();
        for (var i = 0; i < 4; i++)
        {
            scene.Show(8, Inside);
            scene.Show(4, Beside);
        }

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Person_WhoseTrackBreaks_GoesOnWithTheStay()
    {
        using var scene = Scene();
        scene.Show(6, Inside);
        scene.Show(2.6); // the tracker gives up after two seconds
        scene.Show(3, PaintedScene.Standing(0.51, 0.81));

        Assert.Single(scene.Findings);
    }

    [Fact]
    public void People_FollowingEachOtherThroughTheEdge_AreDifferentPeople()
    {
        using var scene = Scene();
        scene.Zones = [Zone.WholePicture];
        for (var i = 0; i < 5; i++)
        {
            scene.Walk(PaintedScene.Standing(0.7, 0.8), PaintedScene.Standing(0.97, 0.8), 5);
            scene.Show(2.4);
        }

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Person_StandingSoStillThatNobodySearches_IsThereAllTheSame()
    {
        using var scene = Scene();
        scene.Show(2, Inside);
        for (var i = 0; i < 45; i++)
            scene.ShowUnsearched();

        Assert.Single(scene.Findings);
    }

    [Fact]
    public void Person_WhoseFeetComeIntoThePictureLater_StaysFromThenOn()
    {
        using var scene = Scene();
        scene.Show(3, new Box(0.455f, 0.55f, 0.09f, 0.45f));
        scene.Show(9.8, Inside);
        Assert.Empty(scene.Findings);

        scene.Show(1, Inside);

        Assert.Single(scene.Findings);
    }

    [Fact]
    public void Person_WhoseFeetAreNeverInThePicture_IsReportedAsWell()
    {
        using var scene = Scene();
        scene.Show(11, new Box(0.45f, 0.7f, 0.1f, 0.3f));

        Assert.Single(scene.Findings);
    }

    [Fact]
    public void Person_BackAfterTheRearmTime_IsReportedAgain()
    {
        using var scene = Scene();
        scene.Show(12, Inside);
        scene.Show(32, Beside);
        scene.Show(12, Inside);

        Assert.Equal(2, scene.Findings.Count);
    }

    [Fact]
    public void Camera_ThatWasAwayForAWhile_DoesNotCountTheTimeBetween()
    {
        using var scene = Scene();
        scene.Show(6, Inside);
        scene.Skip(60);
        scene.Show(6, Inside);

        Assert.Empty(scene.Findings);
    }

    private static PaintedScene Scene() => new(new LoiteringBehaviour(new LoiteringOptions())) { Zones = [Gate] };
}
