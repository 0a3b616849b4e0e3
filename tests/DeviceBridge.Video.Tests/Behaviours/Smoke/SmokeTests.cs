using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Behaviours.Smoke;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tests.Behaviours.Smoke;

public sealed class SmokeTests
{
    private static readonly Lazy<Mat> Bricks = new(Wall);
    private readonly Random _chance = new(11);
    private readonly List<Puff> _puffs = [];

    [Theory]
    [InlineData(200)] // light smoke
    [InlineData(45)] // dark smoke
    public void Smoke_GatheringOverSomeSeconds_IsReportedOnceAsAWeakHint(int grey)
    {
        using var scene = Scene((picture, seconds) => Plume(picture, seconds, from: 6, new Point(320, 330), spread: 90, grey));
        scene.Show(6);
        scene.Show(30);

        var finding = Assert.Single(scene.Findings);
        Assert.InRange(finding.Confidence, 0.3, 0.6);
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.BlurredShare, Value: > 0.3 });
        Assert.True(new SmokeKind().IsHint);
    }

    [Fact]
    public void Steam_OfAKettle_StaysTooSmall()
    {
        using var scene = Scene((picture, seconds) => Plume(picture, seconds, from: 6, new Point(320, 200), spread: 8, 220));
        scene.Show(30);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void WhiteShirts_WalkingAbout_AreNoSmoke()
    {
        using var scene = Scene((picture, seconds) =>
        {
            for (var person = 0; person < 3; person++)
                Cv2.Rectangle(picture, new Rect((int)(((seconds * 40) + (person * 200)) % 560), 120 + (person * 30), 60, 110), Scalar.All(225), -1);
        });
        scene.Show(30);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Shadow_OfACloudPassing_IsNoSmoke()
    {
        using var scene = Scene((picture, seconds) =>
        {
            using var scale = new Mat(picture.Size(), MatType.CV_32FC1, Scalar.All(1));
            Cv2.Circle(scale, new Point((int)(-200 + (seconds * 30)), 180), 200, Scalar.All(0.6), -1);
            Cv2.Blur(scale, scale, new Size(81, 81));
            Scale(picture, scale);
        });
        scene.Show(30);

        Assert.Empty(scene.Findings);
    }

    [Theory]
    [InlineData(1.4)]
    [InlineData(0.5)]
    public void Lamp_SwitchedInAPartOfTheRoom_IsNoSmoke(double factor)
    {
        using var scene = Scene((picture, seconds) =>
        {
            if (seconds < 8)
                return;
            using var part = new Mat(picture, new Rect(0, 0, 300, 360));
            part.ConvertTo(part, -1, factor);
        });
        scene.Show(30);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Car_DrivingInAndParking_IsNoSmoke()
    {
        using var scene = Scene((picture, seconds) =>
        {
            var x = (int)Math.Min(260, -180 + (seconds * 30));
            Cv2.Rectangle(picture, new Rect(x, 200, 170, 90), Scalar.All(190), -1);
            Cv2.Rectangle(picture, new Rect(x + 30, 210, 110, 30), Scalar.All(60), -1);
        });
        scene.Show(30);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void EmptyRoom_InNoise_IsNoSmoke()
    {
        using var scene = Scene((_, _) => { });
        scene.Show(30);

        Assert.Empty(scene.Findings);
    }

    private static PaintedScene Scene(Action<Mat, double> draw) => new(new SmokeBehaviour(new SmokeOptions()))
    {
        Paint = (picture, seconds) =>
        {
            Bricks.Value.CopyTo(picture);
            draw(picture, seconds);
            PaintedScene.AddNoise(picture, seconds);
        },
    };

    // Bricks and a window: something to be blurred.
    private static Mat Wall()
    {
        var picture = new Mat(PaintedScene.Height, PaintedScene.Width, MatType.CV_8UC3, new Scalar(80, 95, 125));
        for (var y = 0; y < 360; y += 14)
        {
            Cv2.Line(picture, new Point(0, y), new Point(639, y), new Scalar(120, 135, 150), 2);
            for (var x = y / 14 % 2 * 16; x < 640; x += 32)
                Cv2.Line(picture, new Point(x, y), new Point(x, y + 14), new Scalar(120, 135, 150), 2);
        }
        return picture;
    }

    // Soft puffs that rise, spread and thin out.
    private void Plume(Mat picture, double seconds, double from, Point source, int spread, int grey)
    {
        if (seconds < from)
            return;
        _puffs.Add(new Puff(source.X + _chance.Next(-spread / 3, (spread / 3) + 1), source.Y, spread / 3.0, _chance.Next(-3, 4)));
        using var thickness = new Mat(picture.Size(), MatType.CV_32FC1, Scalar.All(0));
        for (var i = _puffs.Count - 1; i >= 0; i--)
        {
            _puffs[i] = _puffs[i] with { X = _puffs[i].X + _puffs[i].Drift, Y = _puffs[i].Y - (spread / 12.0), Radius = _puffs[i].Radius + (spread / 60.0) };
            if (_puffs[i].Radius > spread || _puffs[i].Y < -spread)
                _puffs.RemoveAt(i);
            else
                Add(thickness, _puffs[i]);
        }
        Cv2.Blur(thickness, thickness, new Size((spread / 2) | 1, (spread / 2) | 1));
        Cv2.Min(thickness, Scalar.All(0.85), thickness);
        using var clear = new Mat();
        Cv2.Subtract(Scalar.All(1), thickness, clear);
        Scale(picture, clear);
        using var smoke = new Mat();
        thickness.ConvertTo(smoke, MatType.CV_8UC1, grey);
        using var colour = smoke.CvtColor(ColorConversionCodes.GRAY2BGR);
        Cv2.Add(picture, colour, picture);
    }

    private static void Add(Mat thickness, Puff puff)
    {
        using var layer = new Mat(thickness.Size(), MatType.CV_32FC1, Scalar.All(0));
        Cv2.Circle(layer, new Point((int)puff.X, (int)puff.Y), Math.Max(1, (int)puff.Radius), Scalar.All(0.35), -1);
        Cv2.Add(thickness, layer, thickness);
    }

    private static void Scale(Mat picture, Mat scale)
    {
        using var three = new Mat();
        Cv2.Merge([scale, scale, scale], three);
        using var wide = new Mat();
        picture.ConvertTo(wide, MatType.CV_32FC3);
        Cv2.Multiply(wide, three, wide);
        wide.ConvertTo(picture, MatType.CV_8UC3);
    }

    private readonly record struct Puff(double X, double Y, double Radius, double Drift);
}
