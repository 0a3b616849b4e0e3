using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Walls;

/// <summary>What a person may do at a wall, and why not.</summary>
internal static class WallActs
{
    private const int LongestReason = 200;
    private static readonly TimeSpan ShortestDismissal = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestDismissal = TimeSpan.FromHours(4);

    /// <summary>The answer when all went well.</summary>
    public static Refused Done { get; } = new(WallRefusal.None, null);

    public static Refused Pin(WallBoard board, WallEntry? entry, string actor, DateTimeOffset now)
    {
        if (entry is null) return new(WallRefusal.UnknownCamera, "The room has no such camera.");
        if (entry.Pin is not null) return new(WallRefusal.AlreadyPinned, "It is pinned already.");
        var most = board.Tiles.Free - 1;
        if (board.Pinned.Count() >= most)
            return new(WallRefusal.TooManyPins, $"This wall of {board.Size} tiles may have {Math.Max(0, most)} pins; the rest is for the tour and for what happens.");
        entry.Pin = new StoredPin { Camera = entry.Camera.Id.Value, By = actor, At = now };
        return Done;
    }

    public static Refused Unpin(WallEntry? entry)
    {
        if (entry?.Pin is null) return new(WallRefusal.NotPinned, "It is not pinned.");
        entry.Pin = null;
        return Done;
    }

    public static Refused Dismiss(WallBoard board, WallEntry? entry, DismissCamera command, DateTimeOffset now)
    {
        if (entry is null) return new(WallRefusal.UnknownCamera, "This position does not have the camera.");
        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > LongestReason)
            return new(WallRefusal.InvalidArgument, $"A reason of 1 to {LongestReason} characters is required.");
        if (command.For < ShortestDismissal || command.For > LongestDismissal)
            return new(WallRefusal.InvalidArgument, "A camera is dismissed for 1 minute to 4 hours.");
        if (entry.Dismissal is not null) return new(WallRefusal.AlreadyDismissed, "It is dismissed already.");
        if (entry.IsUrgent) return new(WallRefusal.CriticalCannotBeDismissed, "It shows a critical incident that nobody owns; take the incident first.");
        entry.Dismissal = new StoredDismissal
        {
            Camera = entry.Camera.Id.Value, By = command.Actor, At = now, Until = now + command.For, Reason = command.Reason.Trim(),
            Severity = (int)(entry.Best?.Notice.Severity ?? 0),
        };
        board.Tiles.Remove(entry);
        return Done;
    }

    public static Refused Restore(WallEntry? entry)
    {
        if (entry?.Dismissal is null) return new(WallRefusal.NotDismissed, "It is not dismissed.");
        entry.Dismissal = null;
        return Done;
    }

    public static Refused Resize(WallBoard board, int size, WallOptions options)
    {
        if (size is < 1 or > WallOptions.MostTiles) return new(WallRefusal.InvalidArgument, $"A wall has 1 to {WallOptions.MostTiles} tiles.");
        var wanted = TourPlan.For(board.Own.Count, size, options);
        if (!wanted.IsKept && size < board.Size) return new(WallRefusal.TourImpossible, Impossible(board.Own.Count, options));
        var pins = board.Pinned.Count();
        if (pins > Math.Max(0, size - wanted.Slots - 1)) return new(WallRefusal.TooManyPins, $"{pins} cameras are pinned; unpin some first.");
        board.ChosenSize = size;
        return Done;
    }

    private static string Impossible(int cameras, WallOptions options) => TourPlan.SmallestSize(cameras, options) is { } smallest
        ? $"{cameras} cameras need at least {smallest} tiles to be seen within {options.TourPromise.TotalMinutes:0} min."
        : $"{cameras} cameras cannot all be seen within {options.TourPromise.TotalMinutes:0} min, so the wall may not shrink.";
}

/// <summary>None, or why not with one English sentence.</summary>
internal readonly record struct Refused(WallRefusal Reason, string? Detail);
