using SafetyHub.Devices;

namespace SafetyHub.Adapters;

/// <summary>Which foreign camera is which camera of the hub, and what its sightings mean.</summary>
/// <param name="Adapter">Name of the adapter, as configured under <c>SafetyHub:Adapters:Sources</c>.</param>
/// <param name="Camera">The hub's camera; one foreign camera each within an adapter.</param>
/// <param name="Foreign">Frigate: the camera's name. ONVIF: what stands before <c>/onvif-ej</c> in its topics. 1 to 128 characters.</param>
/// <param name="Source">ONVIF: the video source's token where one device has several; null for any. At most 64 characters.</param>
/// <param name="FrameWidth">Frigate: width of its detection picture in pixels, so that boxes can be shown; null leaves boxes out. 16 to 16,384.</param>
/// <param name="FrameHeight">Its height.</param>
/// <param name="QuietLimit">
/// ONVIF: how long the camera may publish nothing at all before it counts as gone, 1 min to 7 days; null (the default) stands for 1 h. Frigate speaks for its
/// cameras itself.
/// </param>
/// <param name="Rules">1 to 32; null takes the adapter's standard rules.</param>
[GenerateSerializer, Immutable, Alias("hub.AdapterCamera")]
public sealed record AdapterCamera(
    [property: Id(0)] string Adapter,
    [property: Id(1)] DeviceId Camera,
    [property: Id(2)] string Foreign,
    [property: Id(3)] string? Source,
    [property: Id(4)] int? FrameWidth,
    [property: Id(5)] int? FrameHeight,
    [property: Id(6)] TimeSpan? QuietLimit,
    [property: Id(7)] IReadOnlyList<AdapterRule>? Rules);
