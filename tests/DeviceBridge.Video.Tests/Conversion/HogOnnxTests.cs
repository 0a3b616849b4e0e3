using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Conversion;
using SafetyHub.DeviceBridge.Video.Tests.Support;
using Xunit.Abstractions;

namespace SafetyHub.DeviceBridge.Video.Tests.Conversion;

public sealed class HogOnnxTests(ITestOutputHelper output)
{
    [NeedsFact(Needs.Vtest)]
    public void HogOnnx_OnARealScene_AgreesWithOpenCvsOwnDetector()
    {
        using var video = new VideoCapture(TestSurroundings.VtestPath);
        using var picture = new Mat();
        Assert.True(video.Read(picture));
        using var grey = new Mat();
        Cv2.CvtColor(picture, grey, ColorConversionCodes.BGR2GRAY);
        using var scene = new Mat(grey, new Rect(0, 0, 640, 480));
        using var copy = scene.Clone();

        var (ours, theirs) = (OurMargins(copy), TheirMargins(copy));

        var correlation = Correlation(ours, theirs);
        output.WriteLine($"{theirs.Count} windows, correlation {correlation:F4}");
        Assert.True(theirs.Count > 2000);
        Assert.True(correlation > 0.99, $"Correlation is {correlation:F4}.");
    }

    private static Dictionary<Point, double> OurMargins(Mat grey)
    {
        using var session = new InferenceSession(HogOnnxBuilder.Build());
        using var values = new Mat();
        grey.ConvertTo(values, MatType.CV_32FC1);
        values.GetArray(out float[] pixels);
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [1, 1, grey.Rows, grey.Cols]);
        using var run = new RunOptions();
        using var results = session.Run(run, [HogOnnxBuilder.InputName], [input], [HogOnnxBuilder.OutputName]);
        var margins = results[0].GetTensorDataAsSpan<float>().ToArray();
        var columns = (grey.Cols - 64) / 8 + 1;
        return margins.Index().ToDictionary(entry => new Point(entry.Index % columns * 8, entry.Index / columns * 8), entry => (double)entry.Item);
    }

    private static Dictionary<Point, double> TheirMargins(Mat grey)
    {
        using var hog = new HOGDescriptor();
        hog.SetSVMDetector(HOGDescriptor.GetDefaultPeopleDetector());
        var places = hog.Detect(grey, out var margins, -10, new Size(8, 8), new Size(0, 0));
        return places.Zip(margins).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static double Correlation(Dictionary<Point, double> ours, Dictionary<Point, double> theirs)
    {
        var (a, b) = (theirs.Keys.Select(place => ours[place]).ToArray(), theirs.Values.ToArray());
        var (meanA, meanB) = (a.Average(), b.Average());
        var shared = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return shared / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
