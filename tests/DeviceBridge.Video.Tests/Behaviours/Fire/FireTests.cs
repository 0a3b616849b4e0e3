using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Behaviours.Fire;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tests.Behaviours.Fire;

public sealed class FireTests
{
    private readonly Random _chance = new(7);

    [Fact]
    public void Flames_ForSomeSeconds_AreReportedOnceAsAWeakHint()
    {
        using var scene = Scene((picture, _) => Flames(picture, new Point(300, 260), 34));
        scene.Show(6);
        Assert.Empty(scene.Findings);

        scene.Show(20);

        var finding = Assert.Single(scene.Findings);
        Assert.InRange(finding.Confidence, 0.3, 0.6);
        Assert.True(finding.Box.X < 300 / 640f && finding.Box.X + finding.Box.Width > 300 / 640f, $"{finding.Box}");
        Assert.True(new FireKind().IsHint);
    }

    [Fact]
    public void Headlights_StandingAndPassing_AreNoFire()
    {
        using var scene = Scene((picture, seconds) =>
        {
            Lamp(picture, new Point(200, 200), new Scalar(235, 250, 255));
            Lamp(picture, new Point((int)(seconds * 60 % 640), 260), new Scalar(225, 248, 255));
            Lamp(picture, new Point(640 - (int)(seconds * 45 % 640), 300), new Scalar(60, 60, 250));
        });
        scene.Show(25);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void IndicatorLamp_Blinking_IsNoFire()
    {
        using var scene = Scene((picture, seconds) =>
        {
            if ((int)(seconds * 2.8) % 2 == 0)
                Lamp(picture, new Point(300, 200), new Scalar(40, 170, 255));
        });
        scene.Show(25);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void OrangeClothes_OnAPersonWhoMovesOnTheSpot_AreNoFire()
    {
        var worker = PaintedScene.Standing(0.5, 0.9, 0.6);
        using var scene = Scene((picture, _) => Cv2.Rectangle(picture, new Rect(300 + _chance.Next(-6, 6), 160, 40, 80), new Scalar(60, 150, 250), -1));
        scene.Show(25, worker);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void OrangeClothes_OnSomebodyWhomTheDetectorMisses_AreNoFire()
    {
        using var scene = Scene((picture, seconds) => Cv2.Rectangle(picture, new Rect(100 + (int)(seconds * 25 % 400), 160, 36, 80), new Scalar(60, 150, 250), -1));
        scene.Show(25);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void OrangeAwning_InNoisyLight_IsNoFire()
    {
        using var scene = Scene((picture, _) => Cv2.Rectangle(picture, new Rect(100, 80, 120, 40), new Scalar(70, 180, 245), -1));
        scene.Show(25);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Flames_OutsideTheZones_AreNotReported()
    {
        using var scene = Scene((picture, _) => Flames(picture, new Point(300, 260), 34));
        scene.Zones = [new Zone("right", [new(0.7, 0), new(1, 0), new(1, 1), new(0.7, 1)])];
        scene.Show(30);

        Assert.Empty(scene.Findings);
    }

    private static PaintedScene Scene(Action<Mat, double> draw) => new(new FireBehaviour(new FireOptions()))
    {
        Paint = (picture, seconds) =>
        {
            picture.SetTo(Scalar.All(70));
            draw(picture, seconds);
            PaintedScene.AddNoise(picture, seconds);
        },
    };

    // Tongues that change from frame to frame over a hot core.
    private void Flames(Mat picture, Point foot, int size)
    {
        for (var tongue = 0; tongue < 7; tongue++)
        {
            var place = new Point(foot.X + _chance.Next(-size / 2, size / 2), foot.Y - _chance.Next(0, size));
            Cv2.Ellipse(picture, place, new Size(_chance.Next(size / 5, size / 3), _chance.Next(size / 3, size)), 0, 0, 360, new Scalar(20, _chance.Next(110, 160), _chance.Next(230, 255)), -1);
        }
        Cv2.Ellipse(picture, new Point(foot.X, foot.Y - size / 4), new Size(size / 3, size / 2), 0, 0, 360, new Scalar(120, 225, 255), -1);
    }

    private static void Lamp(Mat picture, Point at, Scalar colour) => Cv2.Circle(picture, at, 12, colour, -1, LineTypes.AntiAlias);
}
