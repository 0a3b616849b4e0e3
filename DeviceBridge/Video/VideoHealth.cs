using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>State of the person detector.</summary>
public enum DetectorState
{
    /// <summary>Being loaded; cameras are read but nobody is looked for yet.</summary>
    Loading,

    /// <summary>Works.</summary>
    Ready,

    /// <summary>Could not be loaded; nothing is detected.</summary>
    Failed,
}

/// <summary>The video bridge at one moment.</summary>
/// <param name="Detector">State of the detector.</param>
/// <param name="Model">Name of the model in use, null while there is none.</param>
/// <param name="ReducedAccuracy">True while a fallback model is in use.</param>
/// <param name="Reason">Why accuracy is reduced or the detector failed; null when all is well.</param>
/// <param name="ReportsWaiting">Observations not delivered yet.</param>
/// <param name="ReportsLost">Observations given up since start.</param>
/// <param name="Cameras">The cameras, by id.</param>
public sealed record VideoHealth(
    DetectorState Detector,
    string? Model,
    bool ReducedAccuracy,
    string? Reason,
    int ReportsWaiting,
    long ReportsLost,
    IReadOnlyList<CameraHealth> Cameras);

/// <summary>One camera at one moment.</summary>
/// <param name="CameraId">The camera's device id.</param>
/// <param name="Source">The address without credentials.</param>
/// <param name="State">What its source is doing.</param>
/// <param name="LastFrameAt">When the newest frame came, null before the first.</param>
/// <param name="IncomingFps">Frames received per second over the last 10 s or so.</param>
/// <param name="AnalysedFps">Frames that went through the gate per second, likewise.</param>
/// <param name="SearchedFps">Frames searched for people per second, likewise.</param>
/// <param name="Drops">Frames thrown out for newer ones, since the assignment.</param>
/// <param name="Restarts">Starts of the broken source, since the assignment.</param>
/// <param name="LastFailure">Why the source or the analysis broke last, without credentials.</param>
/// <param name="WatchFaults">What of the camera's watch this bridge cannot do, in English; the rest is done.</param>
/// <param name="DecoderTime">Processor time of this camera's ffmpeg.</param>
/// <param name="AnalysisTime">Wall time that workers spent on this camera.</param>
public sealed record CameraHealth(
    string CameraId,
    string Source,
    SourceState State,
    DateTimeOffset? LastFrameAt,
    double IncomingFps,
    double AnalysedFps,
    double SearchedFps,
    long Drops,
    int Restarts,
    string? LastFailure,
    IReadOnlyList<string> WatchFaults,
    TimeSpan DecoderTime,
    TimeSpan AnalysisTime)
{
    /// <summary>Tells this start of the camera from others of this process.</summary>
    public long Run { get; init; }

    /// <summary>The number under which the scheduler gave the camera to this bridge.</summary>
    public long Epoch { get; init; }

    /// <summary>Version of the camera's settings that is in force.</summary>
    public int Version { get; init; }

    /// <summary>What is wrong with the view: blind, moved, frozen, gone.</summary>
    public IReadOnlyList<CameraFault> Faults { get; init; } = [];

    /// <summary>For how long the place was not seen since the assignment; privacy hours do not count.</summary>
    public TimeSpan Unseen { get; init; }

    /// <summary>What decodes, <c>software</c> or a hardware method of ffmpeg.</summary>
    public string Decoding { get; init; } = HardwareChoice.Software;

    /// <summary>Why it is not what was asked for; null when it is.</summary>
    public string? DecodingReason { get; init; }
}
