using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Walls;

/// <summary>
/// What deserves a look more: severity, then what nobody has seen yet, then confidence, newness and the time since anyone looked. The weights are apart
/// so far that confidence and age never lift a lower severity over a higher one that is as new.
/// </summary>
internal static class WallRanking
{
    /// <summary>What nobody has seen yet goes before everything that somebody has, critical incidents excepted.</summary>
    private const double NotYetShown = 3_000;
    private const double SeenAgain = 1_500;
    private const double Urgent = 20_000;
    private const double Handed = 900;
    private static readonly TimeSpan NewFor = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OldAfter = TimeSpan.FromMinutes(10);

    public static Rank Of(WallEntry entry, DateTimeOffset now)
    {
        var notice = 0.0;
        entry.Speaker = null;
        foreach (var here in entry.Notices)
        {
            if (IsDismissed(entry, here.Notice)) continue;
            var worth = Score(here, entry, now);
            if (worth > notice) (notice, entry.Speaker) = (worth, here);
        }
        var related = entry.Dismissal is null && entry.Related is { } relation ? relation.Score : 0;
        var handed = entry.HandedOver is null || entry.Best is null ? 0 : Handed;
        var score = Math.Max(notice, Math.Max(related, handed));
        if (score > 0) score += Math.Min(60, Minutes(now.UtcTicks - Math.Max(entry.LookedAt, entry.ShownAt)));
        return new Rank(score, KindOf(entry, notice, related, handed));
    }

    /// <summary>Worth of a severity alone.</summary>
    public static double Base(Severity? severity) => severity switch
    {
        Severity.Critical => 2_400,
        Severity.High => 1_200,
        Severity.Medium => 600,
        Severity.Low => 300,
        _ => 120,
    };

    /// <summary>A dismissal hides what is no worse than what was dismissed; what is urgent is never hidden.</summary>
    public static bool IsDismissed(WallEntry entry, CameraNotice notice) =>
        entry.Dismissal is { } dismissal && !notice.IsUrgent && (int)(notice.Severity ?? 0) <= dismissal.Severity;

    private static double Score(NoticeHere here, WallEntry entry, DateTimeOffset now)
    {
        var notice = here.Notice;
        if (notice.IsUrgent || here.IsCriticalAndUnseen) return Urgent + Base(notice.Severity);
        var age = now - notice.SeenAt;
        var score = Base(notice.Severity) * (0.75 + (0.25 * (notice.Confidence ?? 0.5)));
        if (notice.Owner is not null || notice.Cleared) score *= 0.5;
        if (entry.LookedAt > notice.SeenAt.UtcTicks) score *= 0.4;
        if (age > OldAfter) score *= Math.Max(0.2, OldAfter / age);
        if (age < NewFor) score += 100 * (1 - (age / NewFor));
        if (here.ShownAt == 0) score += notice.Incident is null ? 60 : here.IsKnown ? SeenAgain : NotYetShown;
        return score;
    }

    private static WallTileKind KindOf(WallEntry entry, double notice, double related, double handed)
    {
        if (entry.IsUrgent) return WallTileKind.Critical;
        if (entry.Pin is not null) return WallTileKind.Pinned;
        if (notice == 0 && related == 0 && handed == 0) return WallTileKind.Tour;
        if (handed > 0) return WallTileKind.HandedOver;
        return notice >= related ? WallTileKind.Attention : WallTileKind.Related;
    }

    private static double Minutes(long ticks) => (double)ticks / TimeSpan.TicksPerMinute;
}
