using System.Globalization;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Api;

/// <summary>Why something stands where it stands.</summary>
/// <param name="Key">Code, the same in every language.</param>
/// <param name="Text">The sentence, in the language of the call.</param>
public sealed record WallReasonView(string Key, string Text)
{
    internal static WallReasonView Of(WallReason reason, IIncidentWording words, CultureInfo culture) => new(reason.Key, words.Reason(reason, culture));

    internal static IReadOnlyList<WallReasonView> Of(IEnumerable<WallReason> reasons, IIncidentWording words, CultureInfo culture) =>
        [.. reasons.Select(reason => Of(reason, words, culture))];
}

/// <summary>The video wall of a position.</summary>
/// <param name="Position">The position.</param>
/// <param name="Sequence">Changes with everything that is seen; goes into <c>since</c> of the next call.</param>
/// <param name="At">When it was decided, UTC.</param>
/// <param name="StaffedBy">Who sits there, or null.</param>
/// <param name="Team">The team of the shift, or null.</param>
/// <param name="Size">Number of tiles.</param>
/// <param name="Cameras">How many cameras are this position's now.</param>
/// <param name="Waiting">Cameras with an incident for which no tile is free now.</param>
/// <param name="Tiles">The tiles by slot.</param>
/// <param name="Tour">The tour and its promise.</param>
/// <param name="Pins">What is pinned.</param>
/// <param name="Dismissals">What is dismissed, until when and why.</param>
public sealed record VideoWallView(
    string Position, long Sequence, DateTimeOffset At, string? StaffedBy, string? Team, int Size, int Cameras, int Waiting, IReadOnlyList<TileView> Tiles, TourView Tour,
    IReadOnlyList<PinView> Pins, IReadOnlyList<DismissalView> Dismissals)
{
    internal static VideoWallView Of(WallView wall, IIncidentWording words, CultureInfo culture) => new(
        wall.Position, wall.Sequence, wall.At, wall.StaffedBy, wall.Team, wall.Size, wall.Cameras, wall.Waiting, [.. wall.Tiles.Select(tile => TileView.Of(tile, words, culture))],
        TourView.Of(wall.Tour), [.. wall.Pins.Select(PinView.Of)], [.. wall.Dismissals.Select(DismissalView.Of)]);
}

/// <summary>A camera on the wall.</summary>
/// <param name="Slot">0 for the first place.</param>
/// <param name="Camera">The camera.</param>
/// <param name="Name">Its name.</param>
/// <param name="PlaceName">The place it watches, or null.</param>
/// <param name="Kind"><c>critical</c>, <c>attention</c>, <c>related</c>, <c>pinned</c>, <c>handed-over</c> or <c>tour</c>.</param>
/// <param name="Severity">Severity of what is to see, or null.</param>
/// <param name="Incident">The incident it shows, or null.</param>
/// <param name="Type">Event type of what is to see, or null.</param>
/// <param name="Reasons">Why, strongest first; never empty.</param>
/// <param name="Since">On the wall since, UTC.</param>
/// <param name="LastLookedAt">When a person last looked at it, UTC to the minute, or null.</param>
/// <param name="Score">What it was ranked by; comparable within one wall only.</param>
public sealed record TileView(
    int Slot, string Camera, string Name, string? PlaceName, WallTileKind Kind, Severity? Severity, string? Incident, string? Type, IReadOnlyList<WallReasonView> Reasons,
    DateTimeOffset Since, DateTimeOffset? LastLookedAt, double Score)
{
    internal static TileView Of(WallTile tile, IIncidentWording words, CultureInfo culture) => new(
        tile.Slot, tile.Camera.Value, tile.Name, tile.PlaceName, tile.Kind, tile.Severity, tile.Incident?.Value, tile.EventType,
        WallReasonView.Of(tile.Reasons, words, culture), tile.Since, tile.LastLookedAt, tile.Score);
}

/// <summary>The tour: the promise that every camera is seen.</summary>
/// <param name="PromiseMinutes">Every camera is on the wall at least once in this time.</param>
/// <param name="IsKept">False when the cameras are too many for the wall.</param>
/// <param name="Slots">Tiles that are the tour's.</param>
/// <param name="DwellSeconds">How long a camera stays on one of them.</param>
/// <param name="AchievableMinutes">In which time the tour can show every camera; null when it has no tile.</param>
/// <param name="OldestUnseenMinutes">How long the camera that waits longest has not been on the wall.</param>
public sealed record TourView(double PromiseMinutes, bool IsKept, int Slots, double DwellSeconds, double? AchievableMinutes, double OldestUnseenMinutes)
{
    internal static TourView Of(TourStatus tour) => new(
        tour.Promise.TotalMinutes, tour.IsKept, tour.Slots, tour.Dwell.TotalSeconds, tour.Achievable == TimeSpan.MaxValue ? null : Math.Round(tour.Achievable.TotalMinutes, 1),
        Math.Round(tour.OldestUnseen.TotalMinutes, 1));
}

/// <summary>A pinned camera.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="By">Who.</param>
/// <param name="At">UTC.</param>
/// <param name="IsDisplaced">True while critical incidents need its tile.</param>
public sealed record PinView(string Camera, string By, DateTimeOffset At, bool IsDisplaced)
{
    internal static PinView Of(WallPin pin) => new(pin.Camera.Value, pin.By, pin.At, pin.IsDisplaced);
}

/// <summary>A dismissed camera: the tour still shows it, and what is worse brings it back.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="By">Who.</param>
/// <param name="At">UTC.</param>
/// <param name="Until">End, UTC.</param>
/// <param name="Reason">Why.</param>
public sealed record DismissalView(string Camera, string By, DateTimeOffset At, DateTimeOffset Until, string Reason)
{
    internal static DismissalView Of(WallDismissal dismissal) => new(dismissal.Camera.Value, dismissal.By, dismissal.At, dismissal.Until, dismissal.Reason);
}
