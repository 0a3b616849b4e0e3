using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Monitoring;

/// <summary>What the wall of one position shows. Immutable.</summary>
/// <param name="Position">The position.</param>
/// <param name="Sequence">Grows with every change and with every restart of the wall; never 0.</param>
/// <param name="At">When this was decided, UTC.</param>
/// <param name="StaffedBy">Who sits here, or null when nobody does.</param>
/// <param name="Team">The team of the shift, or null.</param>
/// <param name="Size">Number of tiles, 1 to 16.</param>
/// <param name="Cameras">How many cameras are this position's now, those taken over included.</param>
/// <param name="Tiles">The tiles by slot; slots that show nothing are left out. A tile keeps its slot as long as it stays.</param>
/// <param name="Tour">How the tour goes.</param>
/// <param name="Pins">What is pinned.</param>
/// <param name="Dismissals">What is dismissed, and until when.</param>
/// <param name="Waiting">Cameras with something to see for which no tile is free now; 0 as long as nothing is left out.</param>
[GenerateSerializer, Immutable, Alias("hub.WallView")]
public sealed record WallView(
    [property: Id(0)] string Position,
    [property: Id(1)] long Sequence,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string? StaffedBy,
    [property: Id(4)] string? Team,
    [property: Id(5)] int Size,
    [property: Id(6)] int Cameras,
    [property: Id(7)] IReadOnlyList<WallTile> Tiles,
    [property: Id(8)] TourStatus Tour,
    [property: Id(9)] IReadOnlyList<WallPin> Pins,
    [property: Id(10)] IReadOnlyList<WallDismissal> Dismissals,
    [property: Id(11)] int Waiting);

/// <summary>Why a tile is on the wall, the strongest of its grounds.</summary>
public enum WallTileKind
{
    /// <summary>A critical incident: shown at once, before everything else.</summary>
    Critical = 1,
    /// <summary>An incident or something else to see.</summary>
    Attention = 2,
    /// <summary>Near a severe incident, or of the same place.</summary>
    Related = 3,
    /// <summary>A person pinned it here.</summary>
    Pinned = 4,
    /// <summary>Another position handed it over.</summary>
    HandedOver = 5,
    /// <summary>Its turn on the tour.</summary>
    Tour = 6,
}

/// <summary>One camera on the wall.</summary>
/// <param name="Slot">0 for the first place of the wall.</param>
/// <param name="Camera">The camera.</param>
/// <param name="Name">Its name.</param>
/// <param name="PlaceName">The place it watches, or null.</param>
/// <param name="Kind">The strongest ground.</param>
/// <param name="Severity">Severity of what is to see, or null where there is none.</param>
/// <param name="Incident">The incident it shows, or null.</param>
/// <param name="EventType">Event type of what is to see, or null.</param>
/// <param name="Reasons">Why, strongest first; never empty.</param>
/// <param name="Since">On the wall since, UTC.</param>
/// <param name="LastLookedAt">When a person last looked at it (opened it, or said so), UTC to the minute, or null.</param>
/// <param name="Score">What it was ranked by, for whoever asks why; comparable within one wall only.</param>
[GenerateSerializer, Immutable, Alias("hub.WallTile")]
public sealed record WallTile(
    [property: Id(0)] int Slot,
    [property: Id(1)] DeviceId Camera,
    [property: Id(2)] string Name,
    [property: Id(3)] string? PlaceName,
    [property: Id(4)] WallTileKind Kind,
    [property: Id(5)] Severity? Severity,
    [property: Id(6)] IncidentId? Incident,
    [property: Id(7)] string? EventType,
    [property: Id(8)] IReadOnlyList<WallReason> Reasons,
    [property: Id(9)] DateTimeOffset Since,
    [property: Id(10)] DateTimeOffset? LastLookedAt,
    [property: Id(11)] double Score);

/// <summary>The tour: the promise that every camera of the position is seen.</summary>
/// <param name="Promise">Every camera is on the wall at least once in this time.</param>
/// <param name="IsKept">False when the cameras are too many for the wall's size: say so loudly, and see <paramref name="Achievable"/>.</param>
/// <param name="Slots">Tiles reserved for the tour.</param>
/// <param name="Dwell">How long a camera stays on a tour tile.</param>
/// <param name="Achievable">The time in which the tour can see every camera with these slots.</param>
/// <param name="OldestUnseen">How long the camera that waited longest has not been on the wall.</param>
[GenerateSerializer, Immutable, Alias("hub.TourStatus")]
public sealed record TourStatus(
    [property: Id(0)] TimeSpan Promise,
    [property: Id(1)] bool IsKept,
    [property: Id(2)] int Slots,
    [property: Id(3)] TimeSpan Dwell,
    [property: Id(4)] TimeSpan Achievable,
    [property: Id(5)] TimeSpan OldestUnseen);

/// <summary>A pinned camera.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="By">Who pinned it.</param>
/// <param name="At">UTC.</param>
/// <param name="IsDisplaced">True while critical incidents need its tile; it comes back by itself.</param>
[GenerateSerializer, Immutable, Alias("hub.WallPin")]
public sealed record WallPin(
    [property: Id(0)] DeviceId Camera, [property: Id(1)] string By, [property: Id(2)] DateTimeOffset At, [property: Id(3)] bool IsDisplaced);

/// <summary>A dismissed camera: it is shown by the tour only, until the time is over or something worse happens.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="By">Who dismissed it.</param>
/// <param name="At">UTC.</param>
/// <param name="Until">End, UTC.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("hub.WallDismissal")]
public sealed record WallDismissal(
    [property: Id(0)] DeviceId Camera,
    [property: Id(1)] string By,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] DateTimeOffset Until,
    [property: Id(4)] string Reason);
