using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>One thread's way through the shared model, with its own buffers. Not safe for two threads at once.</summary>
internal interface IDetectionLane : IDisposable
{
    /// <summary>Fills <paramref name="found"/> with the persons whose score is at least <paramref name="floor"/>, best first.</summary>
    void Detect(Mat picture, float floor, List<Sighting> found);

    /// <summary>The size in which the model looks at a picture of this size. Whoever has it in that size already may give it so.</summary>
    Size SizeFor(Size picture);

    /// <summary>The values that the model gave out in the last run.</summary>
    IEnumerable<float> LastValues { get; }
}
