using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tests.Detection;

public sealed class PictureFitTests
{
    [Fact]
    public void Fit_CentredInASquare_ScalesFillsAndPlacesBack()
    {
        using var picture = new Mat(320, 640, MatType.CV_8UC3, new Scalar(10, 20, 30));
        using var fit = new PictureFit(new FitRule(FitMode.Centre, 114, [0, 0, 10], [1, 2, 2]), 320);
        var input = new float[3 * 320 * 320];

        var placement = fit.Fit(picture, input);

        Assert.Equal(new Placement(0.5f, 0.5f, 0, 80, new Size(640, 320)), placement);
        Assert.Equal([114, 57, 52], Channels(input, 0));
        Assert.Equal([10, 10, 10], Channels(input, 160 * 320 + 160));
        Assert.Equal(new Box(0, 0, 1, 1), placement.ToFrame(0, 80, 320, 160));
    }

    [Fact]
    public void Fit_AfterAnotherFrameSize_LeavesNothingOfTheOldOne()
    {
        using var wide = new Mat(100, 400, MatType.CV_8UC3, Scalar.All(200));
        using var tall = new Mat(400, 100, MatType.CV_8UC3, Scalar.All(50));
        using var fit = new PictureFit(new FitRule(FitMode.TopLeft, 0, [0, 0, 0], [1, 1, 1]), 320);
        var input = new float[3 * 320 * 320];
        fit.Fit(wide, input);

        fit.Fit(tall, input);

        Assert.DoesNotContain(200f, input);
        Assert.Contains(50f, input);
    }

    [Fact]
    public void Suppression_OfOverlappingBoxes_KeepsTheSurest()
    {
        List<Sighting> found =
        [
            new(new Box(0.10f, 0.1f, 0.2f, 0.4f), 0.6f),
            new(new Box(0.11f, 0.1f, 0.2f, 0.4f), 0.9f),
            new(new Box(0.60f, 0.1f, 0.2f, 0.4f), 0.5f),
        ];

        Suppression.KeepBest(found, 0.5f);

        Assert.Equal([0.9f, 0.5f], found.Select(sighting => sighting.Score));
    }

    private static float[] Channels(float[] input, int pixel) =>
        [input[pixel], input[320 * 320 + pixel], input[2 * 320 * 320 + pixel]];
}
