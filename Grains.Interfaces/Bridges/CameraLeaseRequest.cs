using SafetyHub.Devices;

namespace SafetyHub.Bridges;

/// <summary>A bridge tells a camera that it analyses it, and how its pictures come.</summary>
/// <param name="BridgeId">The bridge.</param>
/// <param name="Epoch">The number under which the scheduler gave it the camera.</param>
/// <param name="Link">Where the camera asks for a picture.</param>
/// <param name="Picture">Whether pictures come.</param>
/// <param name="PictureFor">For how long that has been so.</param>
[GenerateSerializer, Immutable, Alias("hub.CameraLeaseRequest")]
public sealed record CameraLeaseRequest(
    [property: Id(0)] string BridgeId,
    [property: Id(1)] long Epoch,
    [property: Id(2)] IVideoLink Link,
    [property: Id(3)] CameraPicture Picture,
    [property: Id(4)] TimeSpan PictureFor);

/// <summary>The camera's answer.</summary>
/// <param name="Source">What to analyse; null when the bridge must not: the number is too old, or there is no source.</param>
/// <param name="Epoch">The highest number that the camera knows.</param>
[GenerateSerializer, Immutable, Alias("hub.CameraLeaseAnswer")]
public sealed record CameraLeaseAnswer([property: Id(0)] CameraSource? Source, [property: Id(1)] long Epoch);
