using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tests.Detection;

public sealed class PictureFitTests
{
    [Fact]
    public void Fit_CentredInASquare_ScalesFillsAndPlacesBack()
    {
        using var picture = new Mat(320, 640, MatType.CV_8UC3, new Scalar(10, 20, 30));
        using var fit = new PictureFit(new FitRule(FitMode.Centre, 114, [0, 0, 10], [1, 2, 2]), 320, 320);

        var placement = fit.Fit(picture);

        Assert.Equal(new Placement(0.5f, 0.5f, 0, 80, new Size(640, 320)), placement);
        Assert.Equal([114, 57, 52], Channels(fit.Input, 0));
        Assert.Equal([10, 10, 10], Channels(fit.Input, 160 * 320 + 160));
        Assert.Equal(new Box(0, 0, 1, 1), placement.ToFrame(0, 80, 320, 160));
    }

    [Fact]
    public void Fit_AfterAnotherFrameSize_LeavesNothingOfTheOldOne()
    {
        using var wide = new Mat(100, 400, MatType.CV_8UC3, Scalar.All(200));
        using var tall = new Mat(400, 100, MatType.CV_8UC3, Scalar.All(50));
        using var fit = new PictureFit(new FitRule(FitMode.TopLeft, 0, [0, 0, 0], [1, 1, 1]), 320, 320);
        fit.Fit(wide);

        fit.Fit(tall);

        Assert.DoesNotContain(200f, fit.Input);
        Assert.Contains(50f, fit.Input);
    }

    [Fact]
    public void Fit_InRedGreenBlue_TurnsTheColoursAround()
    {
        using var picture = new Mat(320, 320, MatType.CV_8UC3, new Scalar(10, 20, 30));
        using var fit = new PictureFit(new FitRule(FitMode.Centre, 0, [1, 2, 3], [1, 1, 2]) { Colours = ColourOrder.Rgb }, 320, 320);

        fit.Fit(picture);

        Assert.Equal([13.5f, 18, 9], Channels(fit.Input, 160 * 320 + 160));
    }

    [Theory]
    [InlineData(ColourOrder.Bgr, 9f, 18f, 13.5f)]
    [InlineData(ColourOrder.Rgb, 13.5f, 18f, 9f)]
    public void Fit_WithChannelsLast_WritesPixelByPixelIntoAnOblong(ColourOrder order, float first, float second, float third)
    {
        using var picture = new Mat(100, 200, MatType.CV_8UC3, new Scalar(10, 20, 30));
        using var fit = new PictureFit(new FitRule(FitMode.TopLeft, 50, [1, 2, 3], [1, 1, 2]) { Colours = order, Layout = TensorLayout.ChannelsLast }, 64, 96);

        var placement = fit.Fit(picture);

        Assert.Equal(new Placement(0.32f, 0.32f, 0, 0, new Size(200, 100)), placement);
        Assert.Equal([first, second, third], fit.Input[..3]);
        float[] border = order == ColourOrder.Bgr ? [49, 48, 23.5f] : [23.5f, 48, 49];
        Assert.Equal(border, fit.Input[^3..]);
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
