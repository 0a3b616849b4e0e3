using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Behaviours.Abandoned;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.Behaviours.Abandoned;

public sealed class AbandonedTests
{
    private static readonly Box Entering = PaintedScene.Standing(0.05, 0.8);
    private static readonly Box AtThePlace = PaintedScene.Standing(0.45, 0.8);
    private static readonly Box Leaving = PaintedScene.Standing(0.97, 0.8);
    private static readonly Rect Bag = new(310, 262, 30, 26); // beside the feet of who stands at the place
    private static readonly Lazy<Mat> Room = new(PaintRoom);
    private double _from = double.MaxValue;
    private double _until = double.MaxValue;

    [Fact]
    public void Bag_LeftByAPersonWhoGoes_IsReportedOnceTenSecondsLater()
    {
        using var scene = Scene(DrawBag);
        scene.Show(5);
        scene.Walk(Entering, AtThePlace, 4);
        _from = scene.Seconds;
        scene.Show(2, AtThePlace);
        scene.Walk(AtThePlace, Leaving, 4);
        var gone = scene.Seconds;
        scene.Show(8);
        Assert.Empty(scene.Findings);

        scene.Show(6);

        var finding = Assert.Single(scene.Findings);
        Assert.InRange(scene.Seconds, gone + 8, gone + 15);
        Assert.True(finding.Box.Overlap(Share(Bag)) > 0.4f, $"{finding.Box}");
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.SecondsUnattended, Value: >= 10 });
        scene.Show(60);
        Assert.Single(scene.Findings);
    }

    [Fact]
    public void Bag_WhoseCarrierStandsBesideIt_IsNotReported()
    {
        using var scene = Scene(DrawBag);
        scene.Show(5);
        scene.Walk(Entering, AtThePlace, 4);
        _from = scene.Seconds;
        scene.Walk(AtThePlace, PaintedScene.Standing(0.58, 0.8), 1);
        scene.Show(40, PaintedScene.Standing(0.58, 0.8));

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Bag_TakenAlongAgain_IsNotReported()
    {
        using var scene = Scene(DrawBag);
        scene.Show(5);
        scene.Walk(Entering, AtThePlace, 4);
        _from = scene.Seconds;
        scene.Show(6, AtThePlace);
        _until = scene.Seconds;
        scene.Walk(AtThePlace, Leaving, 4);
        scene.Show(30);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Thing_ThatNobodyBrought_IsNotReported()
    {
        using var scene = Scene(DrawBag);
        scene.Show(5);
        _from = scene.Seconds;
        scene.Show(40);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Thing_TakenAwayByAPerson_IsNotReported()
    {
        using var scene = Scene(DrawBag);
        _from = 0;
        scene.Show(10);
        scene.Walk(Entering, AtThePlace, 4);
        _until = scene.Seconds;
        scene.Show(2, AtThePlace);
        scene.Walk(AtThePlace, Leaving, 4);
        scene.Show(30);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Person_StandingForAMinute_IsNotReported()
    {
        using var scene = Scene(DrawBag);
        scene.Show(5);
        scene.Walk(Entering, AtThePlace, 4);
        scene.Show(40, AtThePlace);
        scene.Walk(AtThePlace, Leaving, 4);
        scene.Show(20);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Person_WhoWasThereFromTheStartAndGoes_LeavesNothingBehind()
    {
        using var scene = Scene(DrawBag);
        scene.Show(10, AtThePlace);
        scene.Walk(AtThePlace, Leaving, 4);
        scene.Show(30);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Car_ParkedWhileItsDriverGoes_IsTooLargeForAThing()
    {
        using var scene = Scene((picture, _) => Cv2.Rectangle(picture, new Rect(250, 170, 170, 110), new Scalar(90, 40, 30), -1));
        _from = double.MaxValue;
        scene.Show(5);
        scene.Walk(Entering, AtThePlace, 4);
        _from = scene.Seconds;
        scene.Show(2, AtThePlace);
        scene.Walk(AtThePlace, Leaving, 4);
        scene.Show(40);

        Assert.Empty(scene.Findings);
    }

    [Theory]
    [InlineData(0.72)] // a shadow that stays
    [InlineData(1.3)] // a patch of sun
    public void Light_ThatChangesWhereSomebodyPassed_IsNoThing(double scale)
    {
        using var scene = Scene((picture, _) =>
        {
            using var patch = new Mat(picture, new Rect(300, 250, 50, 40));
            patch.ConvertTo(patch, -1, scale);
        });
        scene.Show(5);
        scene.Walk(Entering, AtThePlace, 4);
        _from = scene.Seconds;
        scene.Show(2, AtThePlace);
        scene.Walk(AtThePlace, Leaving, 4);
        scene.Show(30);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Lamp_SwitchedOnForTheWholePlace_IsNoThing()
    {
        using var scene = Scene((picture, _) => picture.ConvertTo(picture, -1, 1.5));
        scene.Show(5);
        scene.Walk(Entering, AtThePlace, 4);
        _from = scene.Seconds;
        scene.Walk(AtThePlace, Leaving, 4);
        scene.Show(30);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Somebody_WhomOnlyACloserLookFinds_IsNoThing()
    {
        using var scene = Scene(DrawBag);
        scene.Search = new AlwaysFinds();
        scene.Show(5);
        scene.Walk(Entering, AtThePlace, 4);
        _from = scene.Seconds;
        scene.Show(2, AtThePlace);
        scene.Walk(AtThePlace, Leaving, 4);
        scene.Show(40);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Bag_OutsideTheZones_IsNotReported()
    {
        using var scene = Scene(DrawBag);
        scene.Zones = [new Zone("left", [new(0, 0), new(0.3, 0), new(0.3, 1), new(0, 1)])];
        scene.Show(5);
        scene.Walk(Entering, AtThePlace, 4);
        _from = scene.Seconds;
        scene.Show(2, AtThePlace);
        scene.Walk(AtThePlace, Leaving, 4);
        scene.Show(20);

        Assert.Empty(scene.Findings);
    }

    // A room with a textured floor; what is drawn is there between two moments.
    private PaintedScene Scene(Action<Mat, double> draw) => new(new AbandonedBehaviour(new AbandonedOptions()))
    {
        Paint = (picture, seconds) =>
        {
            Room.Value.CopyTo(picture);
            if (seconds > _from && seconds <= _until)
                draw(picture, seconds);
            PaintedScene.AddNoise(picture, seconds);
        },
        Dress = (picture, person) => Cv2.Ellipse(
            picture, new RotatedRect(new Point2f((person.X + person.Width / 2) * 640, (person.Y + person.Height / 2) * 360), new Size2f(person.Width * 640, person.Height * 360), 0), new Scalar(40, 30, 160), -1),
    };

    private static Mat PaintRoom()
    {
        var picture = Clips.Room(-1, brightness: 110);
        for (var x = 0; x < 640; x += 40)
            Cv2.Line(picture, new Point(x, 251), new Point(x + 30, 359), Scalar.All(95), 2);
        return picture;
    }

    private static void DrawBag(Mat picture, double seconds) => Cv2.Rectangle(picture, Bag, new Scalar(30, 60, 90), -1);

    private static Box Share(Rect rect) => new(rect.X / 640f, rect.Y / 360f, rect.Width / 640f, rect.Height / 360f);

    private sealed class AlwaysFinds : ISearch
    {
        public float Threshold => 0.35f;

        public IReadOnlyList<Sighting> Detect(Mat picture, float floor) => [new Sighting(new Box(0.3f, 0.3f, 0.4f, 0.4f), 0.6f)];
    }
}
