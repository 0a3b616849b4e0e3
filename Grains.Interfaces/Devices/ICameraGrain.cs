using SafetyHub.Bridges;
using SafetyHub.Signals;

namespace SafetyHub.Devices;

/// <summary>A camera (CCTV): a device that may also have a video source which a bridge analyses.</summary>
[Alias("hub.ICameraGrain")]
public interface ICameraGrain : IDeviceGrain
{
    /// <summary>Sets the source. Credentials are protected before they come here.</summary>
    [Alias("SetSource")] Task SetSource(CameraSource source);

    /// <summary>The source, or null. The URL is protected.</summary>
    [Alias("GetSource")] Task<CameraSource?> GetSource();

    /// <summary>Sets where it may be analysed and how much it matters there.</summary>
    [Alias("SetSite")] Task SetSite(CameraSite site);

    /// <summary>Where it may be analysed and how much it matters there.</summary>
    [Alias("GetSite")] Task<CameraSite> GetSite();

    /// <summary>What it asks of whoever analyses it; null while there is nothing to analyse.</summary>
    [Alias("Demand")] Task<CameraDemand?> Demand();

    /// <summary>
    /// A bridge begins to analyse it, or goes on (every 5 s). The number of the request fences: it is on disk when the call returns, and a
    /// bridge with a lower one is refused from then on.
    /// </summary>
    [Alias("Lease")] Task<CameraLeaseAnswer> Lease(CameraLeaseRequest request);

    /// <summary>The bridge has stopped analysing it.</summary>
    [Alias("Release")] Task Release(string bridgeId, long epoch);

    /// <summary>
    /// Takes what a bridge saw under a number, as <see cref="IDeviceGrain.ReportEvent"/> does. What was seen after the camera had changed hands
    /// gives <see cref="ReceiptStatus.Rejected"/> and is not looked at: the new holder saw the same. What was seen before is taken, however late it comes.
    /// </summary>
    [Alias("Observe")] Task<EventReceipt> Observe(DeviceEvent seen, long epoch);

    /// <summary>The newest frame as JPEG from the bridge that analyses the camera, or null when there is none.</summary>
    [Alias("Snapshot")] Task<CameraSnapshot?> Snapshot();

    /// <summary>Everything that is set and known.</summary>
    [Alias("GetSettings")] Task<CameraSettings> GetSettings();

    /// <summary>
    /// Sets what it is watched for; the bridge has it with its next renewal. With <paramref name="ifVersion"/> only when the watch still has that
    /// version. It also says that the camera's present view is the right one: a camera that was moved counts as placed from then on.
    /// </summary>
    [Alias("SetWatch")] Task<WatchChange> SetWatch(CameraWatch watch, int? ifVersion);

    /// <summary>
    /// Takes what the bridge sees. Faults that are new become events, and their end one too; told again they change nothing. False when it
    /// could not be taken now: it is to be told again.
    /// </summary>
    [Alias("ReportCondition")] Task<bool> ReportCondition(CameraCondition condition);
}

/// <summary>Where a camera's pictures come from and what is watched in them.</summary>
/// <param name="ProtectedUrl">The URL, protected by the hub's data protection keys; never returned to anybody.</param>
/// <param name="DisplayUrl">The URL without user name and password.</param>
/// <param name="FramesPerSecond">Frames analysed per second, 0.2 to 30; default 5.</param>
/// <param name="ForbiddenZones">Zones in which a person is an intrusion.</param>
/// <param name="Version">Counts up with every change.</param>
[GenerateSerializer, Immutable, Alias("hub.CameraSource")]
public sealed record CameraSource(
    [property: Id(0)] string ProtectedUrl,
    [property: Id(1)] string DisplayUrl,
    [property: Id(2)] double FramesPerSecond,
    [property: Id(3)] IReadOnlyList<CameraZone> ForbiddenZones,
    [property: Id(4)] int Version)
{
    /// <summary>Width of the analysed picture in pixels, 160 to 1920; smaller sources stay as they are. Default 640.</summary>
    [Id(5)] public int AnalysisWidth { get; init; } = 640;

    /// <summary>How RTSP carries its pictures. Default <see cref="CameraTransport.Tcp"/>.</summary>
    [Id(6)] public CameraTransport Transport { get; init; }

    /// <summary>How the pictures are asked for. Default <see cref="CameraReading.Stream"/>.</summary>
    [Id(7)] public CameraReading Reading { get; init; }

    /// <summary>What decodes the stream. Default <see cref="CameraDecoding.Software"/>.</summary>
    [Id(8)] public CameraDecoding Decoding { get; init; }

    /// <summary>A smaller stream of the same view, protected like <see cref="ProtectedUrl"/>; it is analysed instead. Null when there is none.</summary>
    [Id(9)] public string? ProtectedSubUrl { get; init; }

    /// <summary>The smaller stream without user name and password.</summary>
    [Id(10)] public string? DisplaySubUrl { get; init; }

    /// <summary>What the camera is watched for. The grain sets it; what is handed to <see cref="ICameraGrain.SetSource"/> is not looked at.</summary>
    [Id(11)] public CameraWatch Watch { get; init; } = CameraWatch.None;

    /// <summary>What was wrong with its view when a bridge last told. Set by the grain likewise.</summary>
    [Id(12)] public IReadOnlyList<CameraFault> Faults { get; init; } = [];

    /// <summary>Data protection purpose under which <see cref="ProtectedUrl"/> is protected.</summary>
    public const string ProtectionPurpose = "SafetyHub.CameraSource";
}

/// <summary>A named area of the picture.</summary>
/// <param name="Name">1 to 64 characters, unique per camera.</param>
/// <param name="Polygon">At least three points, 0..1 from the top left, simple (no side crosses another).</param>
[GenerateSerializer, Immutable, Alias("hub.CameraZone")]
public sealed record CameraZone([property: Id(0)] string Name, [property: Id(1)] IReadOnlyList<ZonePoint> Polygon);

/// <summary>A point of the picture, 0..1 from the top left.</summary>
/// <param name="X">0 is the left edge, 1 the right.</param>
/// <param name="Y">0 is the top edge, 1 the bottom.</param>
[GenerateSerializer, Immutable, Alias("hub.ZonePoint")]
public readonly record struct ZonePoint([property: Id(0)] double X, [property: Id(1)] double Y);

/// <summary>A camera's newest frame.</summary>
/// <param name="Jpeg">The picture.</param>
/// <param name="At">When it was taken, UTC.</param>
[GenerateSerializer, Immutable, Alias("hub.CameraSnapshot")]
public sealed record CameraSnapshot([property: Id(0)] byte[] Jpeg, [property: Id(1)] DateTimeOffset At);

/// <summary>A bridge's ear for questions about the cameras it analyses.</summary>
[Alias("hub.IVideoLink")]
public interface IVideoLink : IGrainObserver
{
    /// <summary>The newest frame, or null.</summary>
    [Alias("Snapshot")] Task<CameraSnapshot?> Snapshot(DeviceId camera);
}
