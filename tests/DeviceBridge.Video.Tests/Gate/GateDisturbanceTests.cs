using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Gate;

namespace SafetyHub.DeviceBridge.Video.Tests.Gate;

/// <summary>What nobody caused must not open the gate; who walks through it meanwhile must.</summary>
public sealed class GateDisturbanceTests : IDisposable
{
    private readonly MotionGate _gate = new();
    private readonly Mat _street = Street();
    private readonly Random _random = new(3);
    private ulong _noise;

    [Fact]
    public void Lightning_Twice_RecalibratesAndNeverFires()
    {
        Quiet(30);
        List<GateReading> readings = [];
        for (var bolt = 0; bolt < 2; bolt++)
        {
            readings.AddRange([Look(light: 110), Look(light: 60)]);
            readings.AddRange(Quiet(15));
        }

        Assert.DoesNotContain(GateReading.Motion, readings);
        Assert.Contains(GateReading.Recalibrating, readings);
        Assert.Contains(GateReading.Recalibrated, readings); // people are looked for once it is over
        Assert.Equal(GateReading.Still, readings[^1]);
    }

    [Fact]
    public void SwitchToInfrared_LearnsTheNewPictureInsteadOfFiring()
    {
        Quiet(30);

        var readings = Enumerable.Range(0, 30).Select(_ => Look(infrared: true)).ToList();

        Assert.DoesNotContain(GateReading.Motion, readings);
        Assert.Contains(GateReading.Recalibrated, readings);
        Assert.Equal(GateReading.Still, readings[^1]);
    }

    [Fact]
    public void CameraInTheWind_DoesNotFireAndSaysWhenItRestsAgain()
    {
        Quiet(30);

        var shaking = Enumerable.Range(0, 40).Select(_ => Look(dx: _random.Next(-9, 10), dy: _random.Next(-5, 6))).ToList();
        var after = Quiet(30);

        Assert.DoesNotContain(GateReading.Motion, shaking);
        Assert.Contains(GateReading.Recalibrating, shaking);
        Assert.DoesNotContain(GateReading.Motion, after);
        Assert.Single(after, GateReading.Recalibrated);
    }

    [Fact]
    public void SomebodyWhoWalksWhileTheCameraShakes_OpensTheGate()
    {
        Quiet(30);

        var readings = Enumerable.Range(0, 30).Select(step => Look(dx: _random.Next(-9, 10), dy: _random.Next(-5, 6), figure: 100 + (step * 12))).ToList();

        Assert.True(readings.Count(reading => reading is GateReading.Motion) >= 15, string.Join(' ', readings));
    }

    [Fact]
    public void CameraThatWasTurned_LearnsItsNewPlaceAndSeesPeopleThere()
    {
        Quiet(30);

        var readings = Enumerable.Range(0, 50).Select(_ => Look(dx: 40, dy: 12)).ToList();

        Assert.DoesNotContain(GateReading.Motion, readings);
        Assert.Contains(GateReading.Recalibrated, readings);
        Assert.Equal(GateReading.Still, readings[^1]);
        Assert.Equal(GateReading.Motion, Look(dx: 40, dy: 12, figure: 300));
    }

    [Fact]
    public void CrowdInMostOfThePicture_IsMotionAndNotLight()
    {
        Quiet(30);

        var readings = Enumerable.Range(0, 60).Select(step => Look(figure: 40 + step, figures: 9)).ToList();

        Assert.True(readings.Count(reading => reading is GateReading.Motion) >= 50, string.Join(' ', readings));
    }

    public void Dispose()
    {
        _gate.Dispose();
        _street.Dispose();
    }

    private List<GateReading> Quiet(int frames) => [.. Enumerable.Range(0, frames).Select(_ => Look())];

    private GateReading Look(int light = 0, bool infrared = false, int dx = 0, int dy = 0, int? figure = null, int figures = 1)
    {
        using var picture = new Mat(_street, new Rect(60 + dx, 40 + dy, 640, 360)).Clone();
        for (var i = 0; figure is { } x && i < figures; i++)
            Cv2.Ellipse(picture, new Point(x + (i * 60), 190), new Size(14, 55), 0, 0, 360, new Scalar(30, 20, (i * 20) + 60), -1);
        if (infrared)
        {
            Cv2.CvtColor(picture, picture, ColorConversionCodes.BGR2GRAY);
            picture.ConvertTo(picture, MatType.CV_8UC1, -0.6, 230); // leaves are bright in infrared, the sky is dark
            Cv2.CvtColor(picture, picture, ColorConversionCodes.GRAY2BGR);
        }
        Cv2.Add(picture, Scalar.All(light), picture);
        using var noise = new Mat(360, 640, MatType.CV_8UC3);
        Cv2.SetTheRNG(++_noise);
        Cv2.Randn(noise, Scalar.All(3), Scalar.All(2));
        Cv2.Add(picture, noise, picture);
        return _gate.Observe(picture);
    }

    // Houses, windows and a kerb: a picture with edges everywhere, larger than what the camera sees of it.
    private static Mat Street()
    {
        var street = new Mat(440, 760, MatType.CV_8UC3, new Scalar(120, 110, 100));
        var random = new Random(11);
        for (var house = 0; house < 60; house++)
        {
            var at = new Point(random.Next(0, 720), random.Next(0, 400));
            var size = new Size(random.Next(12, 90), random.Next(12, 70));
            Cv2.Rectangle(street, new Rect(at, size), new Scalar(random.Next(40, 180), random.Next(40, 180), random.Next(40, 180)), -1);
        }
        Cv2.GaussianBlur(street, street, new Size(3, 3), 0);
        return street;
    }
}
