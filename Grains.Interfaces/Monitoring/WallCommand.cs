using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Monitoring;

/// <summary>Something a person does at a wall. Repeating one that is done already is refused with a typed reason and changes nothing.</summary>
/// <param name="Actor">Who: <c>user:{name}</c> or <c>token:{name}</c>.</param>
[GenerateSerializer, Immutable, Alias("hub.WallCommand")]
public abstract record WallCommand([property: Id(0)] string Actor);

/// <summary>Keeps a camera on the wall until it is unpinned. Any camera of the room may be pinned.</summary>
[GenerateSerializer, Immutable, Alias("hub.PinCamera")]
public sealed record PinCamera(string Actor, [property: Id(0)] DeviceId Camera) : WallCommand(Actor);

/// <summary>Ends a pin.</summary>
[GenerateSerializer, Immutable, Alias("hub.UnpinCamera")]
public sealed record UnpinCamera(string Actor, [property: Id(0)] DeviceId Camera) : WallCommand(Actor);

/// <summary>
/// Takes a camera off the wall for a while: what it reports now does not bring it back, something more severe does, and the tour still shows it.
/// Refused for a critical incident that nobody owns.
/// </summary>
/// <param name="Actor">Who.</param>
/// <param name="Camera">The camera.</param>
/// <param name="Reason">Why, 1 to 200 characters.</param>
/// <param name="For">How long, 1 minute to 4 hours.</param>
[GenerateSerializer, Immutable, Alias("hub.DismissCamera")]
public sealed record DismissCamera(string Actor, [property: Id(0)] DeviceId Camera, [property: Id(1)] string Reason, [property: Id(2)] TimeSpan For) : WallCommand(Actor);

/// <summary>Ends a dismissal before its time.</summary>
[GenerateSerializer, Immutable, Alias("hub.RestoreCamera")]
public sealed record RestoreCamera(string Actor, [property: Id(0)] DeviceId Camera) : WallCommand(Actor);

/// <summary>Gives a camera, with the alarms it shows, to another staffed position. It stays there until the incidents are over, at most 8 hours.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Camera">The camera.</param>
/// <param name="Position">To which position.</param>
/// <param name="Note">What the other should know, at most 200 characters, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.HandOverCamera")]
public sealed record HandOverCamera(string Actor, [property: Id(0)] DeviceId Camera, [property: Id(1)] string Position, [property: Id(2)] string? Note) : WallCommand(Actor);

/// <summary>Says that a person looked at the camera (opened its tile).</summary>
[GenerateSerializer, Immutable, Alias("hub.LookAtCamera")]
public sealed record LookAtCamera(string Actor, [property: Id(0)] DeviceId Camera) : WallCommand(Actor);

/// <summary>Sets the number of tiles. Refused when the tour's promise could not be kept with so few.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Size">1 to 16.</param>
[GenerateSerializer, Immutable, Alias("hub.SetWallSize")]
public sealed record SetWallSize(string Actor, [property: Id(0)] int Size) : WallCommand(Actor);

/// <summary>Says that the alarm was seen at the desk: it stops ringing here. The incident is not touched: owning it is <see cref="Acknowledge"/>.</summary>
[GenerateSerializer, Immutable, Alias("hub.SilenceAlarm")]
public sealed record SilenceAlarm(string Actor, [property: Id(0)] IncidentId Incident) : WallCommand(Actor);

/// <summary>
/// Takes a silencing back, or lets an alarm ring that is listed without a sound: the alarm, or the silenced group that it is in, rings here as long as
/// nobody owns the incident. Counts as no new alarm.
/// </summary>
[GenerateSerializer, Immutable, Alias("hub.RingAlarm")]
public sealed record RingAlarm(string Actor, [property: Id(0)] IncidentId Incident) : WallCommand(Actor);

/// <summary>Takes a group apart: its members ring as alarms of their own, and nothing is grouped at that place for the given time.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Group">Id of the group.</param>
/// <param name="For">How long nothing is grouped there, 10 minutes to 12 hours.</param>
[GenerateSerializer, Immutable, Alias("hub.UngroupAlarms")]
public sealed record UngroupAlarms(string Actor, [property: Id(0)] string Group, [property: Id(1)] TimeSpan For) : WallCommand(Actor);

/// <summary>Why a command was refused; never silence.</summary>
public enum WallRefusal
{
    /// <summary>It was carried out.</summary>
    None = 0,
    /// <summary>The room has no such camera.</summary>
    UnknownCamera = 1,
    /// <summary>It is pinned already.</summary>
    AlreadyPinned = 2,
    /// <summary>It is not pinned.</summary>
    NotPinned = 3,
    /// <summary>A further pin would leave no tile for what the wall must show.</summary>
    TooManyPins = 4,
    /// <summary>It is dismissed already.</summary>
    AlreadyDismissed = 5,
    /// <summary>It is not dismissed.</summary>
    NotDismissed = 6,
    /// <summary>It shows a critical incident that nobody owns.</summary>
    CriticalCannotBeDismissed = 7,
    /// <summary>Nobody staffs the position it should go to.</summary>
    PositionNotStaffed = 8,
    /// <summary>The position is held by another; the detail says by whom.</summary>
    PositionTaken = 9,
    /// <summary>So few tiles could not keep the tour's promise; the detail says how many are needed.</summary>
    TourImpossible = 10,
    /// <summary>There is no such group at this desk.</summary>
    NoSuchGroup = 11,
    /// <summary>There is no such alarm at this desk.</summary>
    NoSuchAlarm = 12,
    /// <summary>A text, number or time is out of its range.</summary>
    InvalidArgument = 13,
    /// <summary>It is at that position already.</summary>
    AlreadyThere = 14,
    /// <summary>The room has as many positions as it may have.</summary>
    TooManyPositions = 15,
    /// <summary>The camera is not this position's to give.</summary>
    NotYourCamera = 16,
    /// <summary>It rings, nobody has silenced its group here, or somebody owns the incident.</summary>
    NotSilenced = 17,
}

/// <summary>What a command led to.</summary>
/// <param name="Refusal">None when it was carried out.</param>
/// <param name="Detail">One English sentence for the caller when refused, or null.</param>
/// <param name="Wall">The wall afterwards.</param>
[GenerateSerializer, Immutable, Alias("hub.WallResult")]
public sealed record WallResult([property: Id(0)] WallRefusal Refusal, [property: Id(1)] string? Detail, [property: Id(2)] WallView Wall);
