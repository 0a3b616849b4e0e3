using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>What the room tells a wall; what is null or empty did not change.</summary>
/// <param name="Room">The room's present start: another than before means that the room knows nothing of what the wall told it.</param>
/// <param name="Staff">Who sits there.</param>
/// <param name="Cameras">All cameras of the position, in the order of the tour, or null.</param>
/// <param name="Notices">Something to see, each with its camera.</param>
/// <param name="Ended">What is over.</param>
/// <param name="Desk">The desk, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.WallOrder")]
internal sealed record WallOrder(
    [property: Id(0)] Guid Room,
    [property: Id(1)] StaffSeat Staff,
    [property: Id(2)] IReadOnlyList<WatchedCamera>? Cameras,
    [property: Id(3)] IReadOnlyList<NoticeOrder> Notices,
    [property: Id(4)] IReadOnlyList<NoticeEnd> Ended,
    [property: Id(5)] DeskView? Desk);

/// <summary>Who sits at a position.</summary>
/// <param name="Actor">Who, or null.</param>
/// <param name="Team">The team of the shift, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.StaffSeat")]
internal readonly record struct StaffSeat([property: Id(0)] string? Actor, [property: Id(1)] string? Team);

/// <summary>Something to see at a camera.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Notice">What.</param>
[GenerateSerializer, Immutable, Alias("hub.NoticeOrder")]
internal readonly record struct NoticeOrder([property: Id(0)] RoomCamera Camera, [property: Id(1)] CameraNotice Notice);

/// <summary>Something that is over.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Key">The notice.</param>
[GenerateSerializer, Immutable, Alias("hub.NoticeEnd")]
internal readonly record struct NoticeEnd([property: Id(0)] DeviceId Camera, [property: Id(1)] string Key);

/// <summary>What a wall tells the room, once a minute and whenever something was shown for the first time.</summary>
/// <param name="Position">The position.</param>
/// <param name="Shown">Notices that were on the wall for the first time.</param>
/// <param name="Seen">Cameras that were on the wall, with when, since the last report.</param>
/// <param name="Looked">Cameras a person looked at since the last report.</param>
[GenerateSerializer, Immutable, Alias("hub.WallReport")]
internal sealed record WallReport(
    [property: Id(0)] string Position,
    [property: Id(1)] IReadOnlyList<NoticeShown> Shown,
    [property: Id(2)] IReadOnlyList<CameraSeen> Seen,
    [property: Id(3)] IReadOnlyList<CameraSeen> Looked);

/// <summary>When a camera was seen.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="At">UTC.</param>
[GenerateSerializer, Immutable, Alias("hub.CameraSeen")]
internal readonly record struct CameraSeen([property: Id(0)] DeviceId Camera, [property: Id(1)] DateTimeOffset At);

/// <summary>Somebody or something was seen by a camera: worth a look, and no incident.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="EventType">Event type.</param>
/// <param name="Confidence">0..1, or null.</param>
/// <param name="At">Arrival at the hub, UTC.</param>
[GenerateSerializer, Immutable, Alias("hub.AttentionMark")]
internal readonly record struct AttentionMark(
    [property: Id(0)] DeviceId Camera, [property: Id(1)] string EventType, [property: Id(2)] double? Confidence, [property: Id(3)] DateTimeOffset At);
