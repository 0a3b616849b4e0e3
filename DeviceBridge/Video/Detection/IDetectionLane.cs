using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>One thread's way through the shared model, with its own buffers. Not safe for two threads at once.</summary>
internal interface IDetectionLane : IDisposable
{
    /// <summary>Fills <paramref name="found"/> with the persons whose score is at least <paramref name="floor"/>, best first.</summary>
    void Detect(Mat picture, float floor, List<Sighting> found);
}
