using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Walls;

/// <summary>Tells whether a wall looks different from before: ages and scores that tick by are no change.</summary>
internal sealed class WallMarks
{
    private List<Mark> _marks = [];
    private List<Mark> _before = [];
    private Frame _frame;

    /// <summary>True when the wall looks different than at the last call.</summary>
    public bool Changed(WallBoard board, string? actor, string? team)
    {
        (_marks, _before) = (_before, _marks);
        _marks.Clear();
        for (var slot = 0; slot < board.Size; slot++)
        {
            var entry = board.Tiles.Tiles[slot].Entry;
            _marks.Add(entry is null ? default : MarkOf(entry));
        }
        var frame = new Frame(
            board.Size, board.Own.Count, board.Tiles.Plan, board.Waiting, board.Pinned.Count(), board.Dismissed.Sum(entry => entry.Dismissal!.At.Ticks), actor, team);
        var changed = frame != _frame || !_marks.SequenceEqual(_before);
        _frame = frame;
        return changed;
    }

    private static Mark MarkOf(WallEntry entry)
    {
        var notice = (entry.Speaker ?? entry.Best)?.Notice;
        return new Mark(
            entry.Camera.Id, entry.Rank.Kind, notice?.Key, notice?.Severity, notice?.Owner, entry.Related?.To.Camera.Id, entry.Pin?.By, entry.LookedAt / TimeSpan.TicksPerMinute);
    }

    private readonly record struct Mark(
        DeviceId Camera, WallTileKind Kind, string? Notice, Severity? Severity, string? Owner, DeviceId? Related, string? Pin, long Looked);

    private readonly record struct Frame(int Size, int Cameras, TourPlan Plan, int Waiting, int Pins, long Dismissals, string? Actor, string? Team);
}
