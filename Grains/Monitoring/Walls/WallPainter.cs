using System.Globalization;
using SafetyHub.Devices;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Walls;

/// <summary>The wall as the outside sees it, with the reasons.</summary>
internal static class WallPainter
{
    private const int MostReasons = 6;

    public static IReadOnlyList<WallTile> Tiles(WallBoard board, DateTimeOffset now, WallOptions options)
    {
        var painted = new List<WallTile>(board.Size);
        for (var slot = 0; slot < board.Size; slot++)
        {
            var tile = board.Tiles.Tiles[slot];
            if (tile.Entry is { } entry) painted.Add(Paint(slot, entry, tile.Since, now, options));
        }
        return painted;
    }

    public static TourStatus Tour(WallBoard board, WallOptions options) => new(
        options.TourPromise, board.Tiles.Plan.IsKept, board.Tiles.Plan.Slots, options.TourDwell, board.Tiles.Plan.Achievable, board.OldestUnseen);

    public static IReadOnlyList<WallPin> Pins(WallBoard board) =>
        [.. board.Pinned.Select(entry => new WallPin(entry.Camera.Id, entry.Pin!.By, entry.Pin.At, IsDisplaced: entry.Slot < 0)).OrderBy(pin => pin.At)];

    public static IReadOnlyList<WallDismissal> Dismissals(WallBoard board) =>
        [.. board.Dismissed.Select(entry => entry.Dismissal!)
            .Select(dismissal => new WallDismissal(DeviceId.Parse(dismissal.Camera), dismissal.By, dismissal.At, dismissal.Until, dismissal.Reason)).OrderBy(dismissal => dismissal.Until)];

    private static WallTile Paint(int slot, WallEntry entry, long since, DateTimeOffset now, WallOptions options)
    {
        var notice = Shown(entry)?.Notice;
        var kind = entry.Rank.Kind == 0 ? WallTileKind.Tour : entry.Rank.Kind;
        DateTimeOffset? looked = entry.LookedAt == 0 ? null : new DateTimeOffset(entry.LookedAt - (entry.LookedAt % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        return new WallTile(
            slot, entry.Camera.Id, entry.Camera.Name, entry.Camera.PlaceName, kind, notice?.Severity, notice?.Incident, notice?.EventType,
            Reasons(entry, kind, now, options), new DateTimeOffset(since, TimeSpan.Zero), looked, Math.Round(entry.Rank.Score));
    }

    private static List<WallReason> Reasons(WallEntry entry, WallTileKind kind, DateTimeOffset now, WallOptions options)
    {
        var reasons = new List<WallReason>();
        if (Shown(entry)?.Notice is { } notice) AddNotice(reasons, notice, now);
        if (entry.Pin is { } pin) Add(reasons, WallReasonKeys.Pinned, pin.By);
        if (entry.HandedOver is { } handed) Add(reasons, WallReasonKeys.HandedOver, handed.By, handed.From, handed.Note ?? "");
        if (entry.Related is { } relation) AddRelation(reasons, relation);
        if (entry.TakenFrom is { } from) Add(reasons, WallReasonKeys.TakenOver, from);
        if (kind == WallTileKind.Tour) Add(reasons, WallReasonKeys.Tour, Number(options.TourPromise.TotalMinutes));
        if (entry.LookedAt == 0) Add(reasons, WallReasonKeys.NeverSeen);
        else if (now.UtcTicks - entry.LookedAt > TimeSpan.TicksPerMinute) Add(reasons, WallReasonKeys.Unseen, Number((now.UtcTicks - entry.LookedAt) / TimeSpan.TicksPerMinute));
        return reasons.Count > MostReasons ? reasons[..MostReasons] : reasons;
    }

    private static NoticeHere? Shown(WallEntry entry) => entry.Speaker ?? entry.Best;

    private static void AddNotice(List<WallReason> reasons, CameraNotice notice, DateTimeOffset now)
    {
        if (notice.Severity is { } severity) Add(reasons, WallReasonKeys.Incident, notice.EventType, Number((int)severity));
        else Add(reasons, WallReasonKeys.Attention, notice.EventType);
        if (notice.Confidence is { } confidence) Add(reasons, WallReasonKeys.Confidence, Number(100 * confidence));
        if (notice.Owner is { } owner) Add(reasons, WallReasonKeys.Owned, owner);
        if (now - notice.At < TimeSpan.FromMinutes(1)) Add(reasons, WallReasonKeys.Fresh, Number(Math.Max(0, (now - notice.At).TotalSeconds)));
        reasons.AddRange(notice.Why);
    }

    private static void AddRelation(List<WallReason> reasons, Relation relation)
    {
        var (camera, notice) = (relation.To.Camera, relation.To.Best?.Notice);
        var name = camera.PlaceName ?? camera.Name;
        if (relation.SamePlace) Add(reasons, WallReasonKeys.SameIncident, name, notice?.EventType ?? "");
        else Add(reasons, WallReasonKeys.Near, name, Number(relation.Metres), notice?.EventType ?? "");
    }

    private static void Add(List<WallReason> reasons, string key, params string[] arguments) => reasons.Add(new WallReason(key, arguments));

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
