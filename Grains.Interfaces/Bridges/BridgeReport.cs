using SafetyHub.Devices;

namespace SafetyHub.Bridges;

/// <summary>What a bridge says of itself with every heartbeat.</summary>
/// <param name="BridgeId">Names this start of the process; another start has another id.</param>
/// <param name="Sequence">Counts up with every report.</param>
/// <param name="Host">Name of its machine.</param>
/// <param name="ProcessId">Its process id there.</param>
/// <param name="Capacity">How much it can analyse, in cameras at 5 frames a second; see <see cref="CameraLoad"/>.</param>
/// <param name="Sites">The sites whose cameras it reaches besides those without a site.</param>
/// <param name="Detector">How its detector stands.</param>
/// <param name="Cameras">Every camera that it runs, starts, or has not finished stopping.</param>
[GenerateSerializer, Immutable, Alias("hub.BridgeReport")]
public sealed record BridgeReport(
    [property: Id(0)] string BridgeId,
    [property: Id(1)] long Sequence,
    [property: Id(2)] string Host,
    [property: Id(3)] int ProcessId,
    [property: Id(4)] double Capacity,
    [property: Id(5)] IReadOnlyList<string> Sites,
    [property: Id(6)] BridgeDetector Detector,
    [property: Id(7)] IReadOnlyList<HeldCamera> Cameras);

/// <summary>The person detector of a bridge.</summary>
/// <param name="IsReady">False while it is being loaded and when it could not be.</param>
/// <param name="Model">Name of the model in use, or null.</param>
/// <param name="ReducedAccuracy">True while a fallback is in use.</param>
/// <param name="Reason">Why accuracy is reduced or the detector failed, one English sentence, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.BridgeDetector")]
public sealed record BridgeDetector(
    [property: Id(0)] bool IsReady,
    [property: Id(1)] string? Model,
    [property: Id(2)] bool ReducedAccuracy,
    [property: Id(3)] string? Reason);

/// <summary>One camera on a bridge.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Epoch">The number under which it was given.</param>
/// <param name="Load">What it costs there.</param>
/// <param name="Picture">Whether pictures come.</param>
/// <param name="RefusedAt">The higher number that the camera already knows, when it refused this one; else null.</param>
[GenerateSerializer, Immutable, Alias("hub.HeldCamera")]
public readonly record struct HeldCamera(
    [property: Id(0)] DeviceId Camera,
    [property: Id(1)] long Epoch,
    [property: Id(2)] double Load,
    [property: Id(3)] CameraPicture Picture,
    [property: Id(4)] long? RefusedAt);

/// <summary>Whether a camera's pictures come.</summary>
public enum CameraPicture
{
    /// <summary>It was just given to the bridge; nothing is known yet.</summary>
    Starting = 0,
    /// <summary>Pictures come.</summary>
    Streaming = 1,
    /// <summary>None comes: the source cannot be reached, broke or stalled.</summary>
    Missing = 2,
    /// <summary>None is read on purpose, for example in privacy hours.</summary>
    Paused = 3,
}
