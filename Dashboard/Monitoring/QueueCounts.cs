using SafetyHub.Incidents;
using AlarmSeverity = SafetyHub.Incidents.Severity;

namespace SafetyHub.Dashboard.Monitoring;

/// <summary>The figures of the header: over everything that is open and not shelved, whatever the filter shows.</summary>
public sealed class QueueCounts
{
    private readonly int[] _open = new int[5];
    private readonly int[] _unacknowledged = new int[5];

    public static QueueCounts Of(IReadOnlyList<IncidentSnapshot> incidents, DateTimeOffset now)
    {
        var counts = new QueueCounts();
        foreach (var incident in incidents)
        {
            if (!incident.IsOpen) continue;
            if (incident.OpenedAt > now - TimeSpan.FromMinutes(10)) counts.OpenedLately++;
            if (QueueFilter.IsShelved(incident, now)) counts.Shelved++;
            else counts.Count(incident);
        }
        return counts;
    }

    public int Shelved { get; private set; }

    /// <summary>Opened within ten minutes; more than ten is a flood (ISA-18.2).</summary>
    public int OpenedLately { get; private set; }

    public bool IsFlood => OpenedLately > 10;

    public int Total => _open.Sum();

    public int Unacknowledged => _unacknowledged.Sum();

    public int Open(AlarmSeverity severity) => _open[(int)severity];

    public int UnacknowledgedOf(AlarmSeverity severity) => _unacknowledged[(int)severity];

    /// <summary>The loudest severity that nobody owns, or null when all is owned.</summary>
    public AlarmSeverity? Loudest =>
        _unacknowledged[4] > 0 ? AlarmSeverity.Critical : _unacknowledged[3] > 0 ? AlarmSeverity.High
        : _unacknowledged[2] > 0 ? AlarmSeverity.Medium : _unacknowledged[1] > 0 ? AlarmSeverity.Low : null;

    private void Count(IncidentSnapshot incident)
    {
        _open[(int)incident.Severity]++;
        if (incident.Handling == Handling.Unacknowledged) _unacknowledged[(int)incident.Severity]++;
    }
}
