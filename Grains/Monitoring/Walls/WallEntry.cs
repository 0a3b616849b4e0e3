using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Walls;

/// <summary>A camera on the books of one wall. Times are UTC ticks; 0 is never.</summary>
internal sealed class WallEntry(RoomCamera camera)
{
    /// <summary>At most this many notices are kept for a camera; the least important gives way.</summary>
    private const int MostNotices = 8;

    private readonly List<NoticeHere> _notices = [];

    public RoomCamera Camera { get; set; } = camera;

    /// <summary>True when it is this position's; else it is here for a pin or a notice only, and no part of the tour.</summary>
    public bool IsOwn { get; set; }

    /// <summary>The absent position it came from, or null.</summary>
    public string? TakenFrom { get; set; }

    public HandedOver? HandedOver { get; set; }

    public StoredPin? Pin { get; set; }

    public StoredDismissal? Dismissal { get; set; }

    public long ShownAt { get; set; }

    public long LookedAt { get; set; }

    /// <summary>The slot it is on, or -1.</summary>
    public int Slot { get; set; } = -1;

    public IReadOnlyList<NoticeHere> Notices => _notices;

    /// <summary>The notice that matters most, or null.</summary>
    public NoticeHere? Best { get; private set; }

    /// <summary>What it was ranked with in the present round.</summary>
    public Rank Rank { get; set; }

    /// <summary>The notice that speaks for it in the present round: what is new may go before what is more severe and in somebody's hands.</summary>
    public NoticeHere? Speaker { get; set; }

    /// <summary>The severe neighbour that makes it worth a look in the present round, or null.</summary>
    public Relation? Related { get; set; }

    /// <summary>Own cameras near by or of the same place, made when first needed.</summary>
    public Neighbour[]? Neighbours { get; set; }

    /// <summary>
    /// Goes up at once: a critical incident that nobody owns, or a critical finding that this camera has made since it was last on the wall. Who owns the
    /// incident may be busy with another camera of the same place.
    /// </summary>
    public bool IsUrgent
    {
        get
        {
            for (var i = 0; i < _notices.Count; i++)
            {
                if (_notices[i].Notice.IsUrgent || (Dismissal is null && _notices[i].IsCriticalAndUnseen)) return true;
            }
            return false;
        }
    }

    /// <summary>Nothing but the tour needs it any more.</summary>
    public bool IsForgotten => !IsOwn && _notices.Count == 0 && Pin is null && Slot < 0;

    public void Set(CameraNotice notice)
    {
        var known = _notices.FindIndex(here => here.Notice.Key == notice.Key);
        if (known >= 0) _notices[known].Replace(notice);
        else _notices.Add(new NoticeHere(notice));
        if (_notices.Count > MostNotices) _notices.Remove(_notices.MinBy(here => here.Weight)!);
        Best = _notices.MaxBy(here => here.Weight);
    }

    public bool End(string key) => Changed(_notices.RemoveAll(here => here.Notice.Key == key));

    /// <summary>Drops what has ended by its time.</summary>
    public bool Expire(DateTimeOffset now) => _notices.Count > 0 && Changed(_notices.RemoveAll(here => here.Notice.Until <= now));

    private bool Changed(int removed)
    {
        if (removed > 0) Best = _notices.Count == 0 ? null : _notices.MaxBy(here => here.Weight);
        return removed > 0;
    }
}

/// <summary>A notice on the books of one wall.</summary>
internal sealed class NoticeHere(CameraNotice notice)
{
    public CameraNotice Notice { get; private set; } = notice;

    /// <summary>When it was put on this wall, UTC ticks; 0 is not since it was last seen.</summary>
    public long ShownAt { get; set; }

    /// <summary>True when it has been on this wall before.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>A critical finding that has not been on this wall since it was last made.</summary>
    public bool IsCriticalAndUnseen => ShownAt == 0 && Notice is { Severity: SafetyHub.Incidents.Severity.Critical, Cleared: false };

    /// <summary>Order among the notices of one camera: urgent, then severity, then the newer.</summary>
    public (bool, int, long) Weight => (Notice.IsUrgent, (int)(Notice.Severity ?? 0), Notice.At.UtcTicks);

    /// <summary>What became more severe, or was seen again, must be shown again: it may be another person this time.</summary>
    public void Replace(CameraNotice notice)
    {
        if (notice.Severity > Notice.Severity || notice.SeenAt > Notice.SeenAt) (ShownAt, IsKnown) = (0, IsKnown && !(notice.Severity > Notice.Severity));
        Notice = notice;
    }

    public void Show(long now) => (ShownAt, IsKnown) = (now, true);
}

/// <summary>A camera near by.</summary>
/// <param name="Entry">The camera.</param>
/// <param name="Metres">How far; 0 for the same place.</param>
/// <param name="SamePlace">True when both watch one place.</param>
internal readonly record struct Neighbour(WallEntry Entry, double Metres, bool SamePlace);

/// <summary>The severe neighbour of a camera.</summary>
internal sealed record Relation(WallEntry To, double Metres, bool SamePlace, double Score);

/// <summary>What a camera was ranked with.</summary>
/// <param name="Score">The higher, the sooner.</param>
/// <param name="Kind">Its strongest ground.</param>
internal readonly record struct Rank(double Score, WallTileKind Kind);
