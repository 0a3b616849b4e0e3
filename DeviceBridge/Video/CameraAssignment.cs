using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>One camera that this bridge has to watch.</summary>
public sealed record CameraAssignment
{
    /// <summary>Builds an assignment; throws <see cref="ArgumentOutOfRangeException"/> when a figure is out of its range.</summary>
    /// <param name="cameraId">The camera's device id.</param>
    /// <param name="address">Where its picture comes from.</param>
    /// <param name="fps">Frames analysed per second, 0.2 to 30.</param>
    /// <param name="analysisWidth">Width of the analysed picture in pixels, 160 to 1920; smaller sources stay as they are.</param>
    /// <param name="watch">What it is watched for; null for nothing.</param>
    public CameraAssignment(string cameraId, CameraAddress address, double fps = 5, int analysisWidth = 640, CameraWatch? watch = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(cameraId);
        ArgumentNullException.ThrowIfNull(address);
        if (!(fps is >= 0.2 and <= 30))
            throw new ArgumentOutOfRangeException(nameof(fps), fps, "0.2 to 30 frames a second.");
        if (analysisWidth is < 160 or > 1920)
            throw new ArgumentOutOfRangeException(nameof(analysisWidth), analysisWidth, "160 to 1920 pixels.");
        Watch = watch ?? CameraWatch.None;
        (CameraId, Address, Fps, AnalysisWidth) = (cameraId, address, fps, analysisWidth);
    }

    /// <summary>The camera's device id.</summary>
    public string CameraId { get; }

    /// <summary>Where its picture comes from.</summary>
    public CameraAddress Address { get; }

    /// <summary>Frames analysed per second.</summary>
    public double Fps { get; }

    /// <summary>Width of the analysed picture in pixels.</summary>
    public int AnalysisWidth { get; }

    /// <summary>What it is watched for. Its zones and lines are valid; a behaviour that this bridge cannot do shows in the camera's health.</summary>
    public CameraWatch Watch { get; }

    /// <summary>A smaller stream of the same view, analysed instead of <see cref="Address"/>; null when there is none.</summary>
    public CameraAddress? SubStream { get; init; }

    /// <summary>How RTSP carries its pictures. Default <see cref="CameraTransport.Tcp"/>.</summary>
    public CameraTransport Transport { get; init; }

    /// <summary>How the pictures are asked for. Default <see cref="CameraReading.Stream"/>.</summary>
    public CameraReading Reading { get; init; }

    /// <summary>What decodes the stream. Default <see cref="CameraDecoding.Software"/>.</summary>
    public CameraDecoding Decoding { get; init; }

    /// <summary>Version of the camera's settings; a change of it says that somebody looked at the view and found it right.</summary>
    public int Version { get; init; }

    /// <summary>What was wrong with the view when another bridge last told.</summary>
    public IReadOnlyList<CameraFault> KnownFaults { get; init; } = [];

    /// <summary>The stream that is read.</summary>
    internal CameraAddress Analysed => SubStream ?? Address;

    /// <summary>The number under which the scheduler gave the camera to this bridge; goes with everything that is seen. 0 where no scheduler is.</summary>
    public long Epoch { get; init; }

    /// <summary>True when both need the same decoder, so a change between them needs no restart.</summary>
    internal bool HasSameSource(CameraAssignment other) =>
        Analysed == other.Analysed && Fps.Equals(other.Fps) && AnalysisWidth == other.AnalysisWidth
        && Transport == other.Transport && Reading == other.Reading && Decoding == other.Decoding;
}
