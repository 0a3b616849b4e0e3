using Orleans.Concurrency;
using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>The room's side towards incidents, cameras and walls. What is one-way holds up nobody.</summary>
[Alias("hub.IRoomPort")]
internal interface IRoomPort : IGrainWithStringKey
{
    /// <summary>An incident changed.</summary>
    [OneWay, Alias("Changed")] Task Changed(RoomIncident incident);

    /// <summary>Persons and vehicles were seen; the newest of each camera and type.</summary>
    [OneWay, Alias("Noticed")] Task Noticed(IReadOnlyList<AttentionMark> marks);

    /// <summary>A wall tells what was shown and seen.</summary>
    [OneWay, Alias("Report")] Task Report(WallReport report);

    /// <summary>A wall starts: everything it must know, and the cameras it asks for.</summary>
    [Alias("Join")] Task<WallWelcome> Join(string position, IReadOnlyList<DeviceId> also);

    [Alias("SignIn")] Task<RoomAnswer> SignIn(string position, string actor, string? team);

    [Alias("SignOut")] Task<RoomAnswer> SignOut(string position, string actor);

    [Alias("HandOver")] Task<RoomAnswer> HandOver(string position, HandOverCamera command);

    [Alias("Silence")] Task<RoomAnswer> Silence(string position, SilenceAlarm command);

    [Alias("RingAgain")] Task<RoomAnswer> RingAgain(string position, IncidentId incident);

    [Alias("Ungroup")] Task<RoomAnswer> Ungroup(string position, UngroupAlarms command);

    /// <summary>A camera of the room, or null.</summary>
    [Alias("Describe")] Task<RoomCamera?> Describe(DeviceId camera);
}

/// <summary>A wall's side towards the room.</summary>
[Alias("hub.IWallPort")]
internal interface IWallPort : IGrainWithStringKey
{
    /// <summary>What changed.</summary>
    [OneWay, Alias("Take")] Task Take(WallOrder order);
}

/// <summary>The room's answer to an act.</summary>
/// <param name="Reason">None when it was carried out.</param>
/// <param name="Detail">Why not, or null.</param>
/// <param name="Staff">Who sits at the position now.</param>
/// <param name="Room">The room's present start.</param>
[GenerateSerializer, Immutable, Alias("hub.RoomAnswer")]
internal sealed record RoomAnswer(
    [property: Id(0)] WallRefusal Reason, [property: Id(1)] string? Detail, [property: Id(2)] StaffSeat Staff, [property: Id(3)] Guid Room);

/// <summary>What a wall that starts is told.</summary>
/// <param name="Order">Everything.</param>
/// <param name="Also">The cameras it asked for, as far as the room has them.</param>
[GenerateSerializer, Immutable, Alias("hub.WallWelcome")]
internal sealed record WallWelcome(
    [property: Id(0)] WallOrder Order, [property: Id(1)] IReadOnlyList<RoomCamera> Also);
