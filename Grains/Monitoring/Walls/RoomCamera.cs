using SafetyHub.Devices;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Monitoring.Walls;

/// <summary>A camera as the room knows it.</summary>
/// <param name="Id">The camera.</param>
/// <param name="Name">Its name.</param>
/// <param name="Place">What it watches, or null.</param>
/// <param name="PlaceName">The place's name, or null.</param>
/// <param name="District">District id; empty when not known.</param>
/// <param name="Position">Where it is, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.RoomCamera")]
internal sealed record RoomCamera(
    [property: Id(0)] DeviceId Id,
    [property: Id(1)] string Name,
    [property: Id(2)] SubjectRef? Place,
    [property: Id(3)] string? PlaceName,
    [property: Id(4)] string District,
    [property: Id(5)] GeoPoint? Position);

/// <summary>A camera that a position has, with what is known about who saw it last.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="ShownAt">When it was last on a staffed wall, UTC, or null.</param>
/// <param name="LookedAt">When a person last looked at it, UTC, or null.</param>
/// <param name="From">The absent position it was taken over from, or null.</param>
/// <param name="HandedOver">Why and until when, when a person gave it here; else null.</param>
[GenerateSerializer, Immutable, Alias("hub.WatchedCamera")]
internal sealed record WatchedCamera(
    [property: Id(0)] RoomCamera Camera,
    [property: Id(1)] DateTimeOffset? ShownAt,
    [property: Id(2)] DateTimeOffset? LookedAt,
    [property: Id(3)] string? From,
    [property: Id(4)] HandedOver? HandedOver);

/// <summary>A camera that a person gave to another position.</summary>
/// <param name="By">Who.</param>
/// <param name="From">From which position.</param>
/// <param name="To">To which position.</param>
/// <param name="Note">What the other should know, or null.</param>
/// <param name="At">UTC.</param>
/// <param name="Until">End at the latest, UTC.</param>
[GenerateSerializer, Immutable, Alias("hub.HandedOver")]
internal sealed record HandedOver(
    [property: Id(0)] string By,
    [property: Id(1)] string From,
    [property: Id(2)] string To,
    [property: Id(3)] string? Note,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] DateTimeOffset Until);
