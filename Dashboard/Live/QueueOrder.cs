using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Live;

/// <summary>The order of the queue: open before resolved, unacknowledged first, then severity, then who has waited longest.</summary>
internal sealed class QueueOrder : IComparer<IncidentSnapshot>
{
    public static QueueOrder Instance { get; } = new();

    public int Compare(IncidentSnapshot? x, IncidentSnapshot? y)
    {
        if (ReferenceEquals(x, y)) return 0;
        if (x is null) return -1;
        if (y is null) return 1;
        var order = y.IsOpen.CompareTo(x.IsOpen);
        if (order == 0) order = x.Handling.CompareTo(y.Handling);
        if (order == 0) order = y.Severity.CompareTo(x.Severity);
        if (order == 0) order = x.OpenedAt.CompareTo(y.OpenedAt);
        return order != 0 ? order : string.CompareOrdinal(x.Id.Value, y.Id.Value);
    }
}
