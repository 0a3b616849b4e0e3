using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Behaviours.Wandering;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tests.Behaviours.Wandering;

public sealed class WanderingTests
{
    private static readonly Zone Gate = new("gate", [new(0.3, 0.2), new(0.7, 0.2), new(0.7, 1), new(0.3, 1)]);
    private static readonly Box Inside = PaintedScene.Standing(0.5, 0.8);
    private static readonly (Scalar Upper, Scalar Lower) RedCoat = (new Scalar(40, 40, 190), new Scalar(30, 30, 30));
    private static readonly (Scalar Upper, Scalar Lower) BlueCoat = (new Scalar(180, 80, 40), new Scalar(150, 160, 170));
    private static readonly (Scalar Upper, Scalar Lower) GreenCoat = (new Scalar(60, 150, 50), new Scalar(60, 90, 120));
    private (Scalar Upper, Scalar Lower) _wears = RedCoat;

    [Fact]
    public void Person_ComingThreeTimes_IsReportedOnceByTheColoursOfTheClothes()
    {
        using var scene = Scene(new WanderingOptions());
        Visit(scene, RedCoat);
        Visit(scene, RedCoat);
        Assert.Empty(scene.Findings);

        Visit(scene, RedCoat);

        var finding = Assert.Single(scene.Findings);
        Assert.Equal("gate", finding.Area);
        Assert.InRange(finding.Confidence, 0.6, 0.8);
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.VisitsInWindow, Value: 3 });
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.VisitsByClothing, Value: 2 });
    }

    [Fact]
    public void Person_WalkingInAndOutWhileFollowed_IsReportedWithoutLookingAtClothes()
    {
        using var scene = Scene(new WanderingOptions { Likeness = 1 });
        for (var visit = 0; visit < 3; visit++)
        {
            scene.Show(3, Inside);
            scene.Walk(Inside, PaintedScene.Standing(0.9, 0.8), 2);
            scene.Show(12, PaintedScene.Standing(0.9, 0.8));
            scene.Walk(PaintedScene.Standing(0.9, 0.8), Inside, 2);
        }

        var finding = Assert.Single(scene.Findings);
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.VisitsByClothing, Value: 0 });
    }

    [Fact]
    public void People_InDifferentClothes_AreDifferentPeople()
    {
        using var scene = Scene(new WanderingOptions());
        foreach (var clothes in new[] { RedCoat, BlueCoat, GreenCoat, RedCoat, BlueCoat, GreenCoat })
            Visit(scene, clothes);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void People_InTheSameUniform_AreNotTakenForOnePerson()
    {
        using var scene = Scene(new WanderingOptions());
        scene.Show(4, PaintedScene.Standing(0.4, 0.8), PaintedScene.Standing(0.6, 0.8));
        scene.Show(20);
        for (var visit = 0; visit < 4; visit++)
            Visit(scene, RedCoat);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Person_ComingLessOftenThanTheWindowAsks_IsNotReported()
    {
        using var scene = Scene(new WanderingOptions { Window = TimeSpan.FromMinutes(1) });
        for (var visit = 0; visit < 4; visit++)
        {
            Visit(scene, RedCoat);
            scene.Show(25);
        }

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Person_WhoStays_MakesOneVisit()
    {
        using var scene = Scene(new WanderingOptions());
        scene.Show(120, Inside);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Options_WithVisitsFartherApartThanTheWindow_AreRefused()
    {
        var (_, faults) = BehaviourOptionsReader.Read(typeof(WanderingOptions), """{"window":"00:01:00","apart":"00:02:00"}""");

        Assert.Contains("Apart is shorter than Window", Assert.Single(faults), StringComparison.Ordinal);
    }

    private void Visit(PaintedScene scene, (Scalar Upper, Scalar Lower) clothes)
    {
        _wears = clothes;
        scene.Show(4, Inside);
        scene.Show(14);
    }

    private PaintedScene Scene(WanderingOptions options) => new(new WanderingBehaviour(options))
    {
        Zones = [Gate],
        Dress = (picture, person) =>
        {
            var (left, top, width, height) = ((int)(person.X * 640), (int)(person.Y * 360), (int)(person.Width * 640), (int)(person.Height * 360));
            Cv2.Rectangle(picture, new Rect(left, top, width, height / 2), _wears.Upper, -1);
            Cv2.Rectangle(picture, new Rect(left, top + (height / 2), width, height - (height / 2)), _wears.Lower, -1);
        },
    };
}
