using SafetyHub.Dashboard.Live;
using SafetyHub.Incidents;
using AlarmSeverity = SafetyHub.Incidents.Severity;

namespace SafetyHub.Dashboard.Monitoring;

/// <summary>
/// What one operator sees of the live list. While the operator's hand is in the list, rows keep their places and change only in
/// content; what is new waits and is counted. Critical newcomers are named, so that a banner can break in.
/// </summary>
internal sealed class QueueView
{
    private IReadOnlyList<IncidentSnapshot> _wanted = [];

    /// <summary>The rows as they stand.</summary>
    public IReadOnlyList<IncidentSnapshot> Rows { get; private set; } = [];

    /// <summary>New incidents that wait for the hand to leave.</summary>
    public IReadOnlyList<IncidentSnapshot> Waiting { get; private set; } = [];

    /// <summary>The most urgent unacknowledged critical incident among those that wait, or null.</summary>
    public IncidentSnapshot? BreakingIn => Waiting.FirstOrDefault(
        incident => incident is { IsOpen: true, Severity: AlarmSeverity.Critical, Handling: Handling.Unacknowledged });

    /// <summary>Takes the filtered list in queue order. With the hand in the list nothing moves.</summary>
    public void Update(IReadOnlyList<IncidentSnapshot> wanted, IReadOnlyList<IncidentSnapshot> all, bool hand)
    {
        _wanted = wanted;
        if (!hand || Rows.Count == 0)
        {
            Settle();
            return;
        }
        var newest = all.ToDictionary(incident => incident.Id);
        Rows = [.. Rows.Select(row => newest.GetValueOrDefault(row.Id, row))];
        var standing = Rows.Select(row => row.Id).ToHashSet();
        Waiting = [.. wanted.Where(incident => !standing.Contains(incident.Id))];
    }

    /// <summary>Puts everything where it belongs.</summary>
    public void Settle()
    {
        Rows = _wanted;
        Waiting = [];
    }

    /// <summary>The row after (+1) or before (-1) the given one; the first when it is not there.</summary>
    public IncidentSnapshot? Neighbour(IncidentId? from, int step)
    {
        if (Rows.Count == 0) return null;
        var at = from is { } id ? IndexOf(id) : -1;
        return at < 0 ? Rows[0] : Rows[Math.Clamp(at + step, 0, Rows.Count - 1)];
    }

    private int IndexOf(IncidentId id)
    {
        for (var i = 0; i < Rows.Count; i++)
        {
            if (Rows[i].Id == id) return i;
        }
        return -1;
    }
}
