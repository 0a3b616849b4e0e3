using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>A lane for models that see the whole picture at once.</summary>
internal sealed class SingleShotLane(PersonDecoder decoder, PictureFit fit, IModelRun run) : IDetectionLane
{
    public void Detect(Mat picture, float floor, List<Sighting> found)
    {
        found.Clear();
        var placement = fit.Fit(picture);
        run.Run();
        decoder.Decode(run.Outputs, placement, floor, found);
        Suppression.KeepBest(found, decoder.SamePersonOverlap);
    }

    public Size SizeFor(Size picture) => fit.SizeFor(picture);

    public IEnumerable<float> LastValues => run.Outputs.SelectMany(output => output);

    public void Dispose()
    {
        run.Dispose();
        fit.Dispose();
    }
}
