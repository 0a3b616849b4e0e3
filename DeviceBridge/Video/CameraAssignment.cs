using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Sources;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>One camera that this bridge has to watch.</summary>
public sealed record CameraAssignment
{
    /// <summary>Builds an assignment; throws <see cref="ArgumentOutOfRangeException"/> when a figure is out of its range.</summary>
    /// <param name="cameraId">The camera's device id.</param>
    /// <param name="address">Where its picture comes from.</param>
    /// <param name="fps">Frames analysed per second, 0.2 to 30.</param>
    /// <param name="analysisWidth">Width of the analysed picture in pixels, 160 to 1920; smaller sources stay as they are.</param>
    /// <param name="zones">Zones with a rule; ids are unique. At most 32.</param>
    public CameraAssignment(string cameraId, CameraAddress address, double fps = 5, int analysisWidth = 640, IReadOnlyList<Zone>? zones = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(cameraId);
        ArgumentNullException.ThrowIfNull(address);
        if (!(fps is >= 0.2 and <= 30))
            throw new ArgumentOutOfRangeException(nameof(fps), fps, "0.2 to 30 frames a second.");
        if (analysisWidth is < 160 or > 1920)
            throw new ArgumentOutOfRangeException(nameof(analysisWidth), analysisWidth, "160 to 1920 pixels.");
        Zones = zones is null ? [] : [.. zones];
        if (Zones.Count > 32 || Zones.Select(zone => zone.Id).Distinct().Count() != Zones.Count)
            throw new ArgumentOutOfRangeException(nameof(zones), "At most 32 zones, each id once.");
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

    /// <summary>Zones with a rule.</summary>
    public IReadOnlyList<Zone> Zones { get; }

    /// <summary>True when both need the same decoder, so a change between them needs no restart.</summary>
    internal bool HasSameSource(CameraAssignment other) =>
        Address == other.Address && Fps.Equals(other.Fps) && AnalysisWidth == other.AnalysisWidth;
}
