using SafetyHub.Signals;

namespace SafetyHub.Incidents;

/// <summary>Reads incidents from the relational read side. What a grain call returned is visible here at once.</summary>
public interface IIncidentQueries
{
    /// <summary>A page of incidents, newest first.</summary>
    Task<IncidentPage> ListAsync(IncidentFilter filter, CancellationToken cancel);

    /// <summary>One incident, or null.</summary>
    Task<IncidentSnapshot?> FindAsync(IncidentId id, CancellationToken cancel);

    /// <summary>The whole timeline, oldest first (at most 10,000 entries).</summary>
    Task<IReadOnlyList<TimelineEntry>> TimelineAsync(IncidentId id, CancellationToken cancel);

    /// <summary>Signals, oldest first, after the given position (exclusive), at most <paramref name="limit"/> (1 to 500).</summary>
    Task<SignalPage> SignalsAsync(IncidentId id, long? after, int limit, CancellationToken cancel);

    /// <summary>Incidents whose <see cref="IncidentSnapshot.Change"/> is above the given number, oldest change first, at most <paramref name="limit"/> (1 to 1,000).</summary>
    Task<IReadOnlyList<IncidentSnapshot>> ChangedSinceAsync(long change, int limit, CancellationToken cancel);

    /// <summary>The highest <see cref="IncidentSnapshot.Change"/>; 0 when there is none.</summary>
    Task<long> LastChangeAsync(CancellationToken cancel);
}

/// <summary>Which incidents are wanted.</summary>
/// <param name="Status">Open, resolved or all.</param>
/// <param name="Subject">Only about this subject, or null.</param>
/// <param name="District">Only of this district, or null.</param>
/// <param name="Assignee">Only of this assignee, or null.</param>
/// <param name="Since">Only opened at or after this, or null.</param>
/// <param name="Limit">1 to 500.</param>
/// <param name="After">Cursor from the page before, or null.</param>
public sealed record IncidentFilter(
    IncidentStatusFilter Status, SubjectRef? Subject, string? District, string? Assignee, DateTimeOffset? Since, int Limit, string? After);

/// <summary>Open, resolved or all.</summary>
public enum IncidentStatusFilter
{
    /// <summary>Not resolved.</summary>
    Open = 0,
    /// <summary>Resolved.</summary>
    Resolved = 1,
    /// <summary>Both.</summary>
    All = 2,
}

/// <summary>A page of incidents.</summary>
/// <param name="Items">The incidents.</param>
/// <param name="Next">Cursor of the next page, or null at the end.</param>
public sealed record IncidentPage(IReadOnlyList<IncidentSnapshot> Items, string? Next);

/// <summary>A page of signals.</summary>
/// <param name="Items">The signals.</param>
/// <param name="Next">Position for the next page, or null at the end.</param>
public sealed record SignalPage(IReadOnlyList<Signal> Items, long? Next);
