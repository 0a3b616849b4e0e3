using SafetyHub.Grains.Alerts;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Incidents;

/// <summary>
/// The append-only log of incidents with its projection: the truth about what happened and who did what. Every write is one transaction,
/// on disk when its task completes, and goes before telemetry. Implemented on SQLite and PostgreSQL.
/// </summary>
public interface IIncidentLog
{
    /// <summary>The projection as it was last appended, or null when there is no such incident.</summary>
    Task<StoredIncident?> LoadAsync(IncidentId id, CancellationToken cancel);

    /// <summary>Appends entries, replaces the projection, keeps the signal and queues the alerts: all or nothing.</summary>
    Task<AppendResult> AppendAsync(IncidentAppend append, CancellationToken cancel);

    /// <summary>Keeps a signal that belongs to no incident (activity, trends). Idempotent by signal id.</summary>
    Task<AppendResult> RecordSignalAsync(Signal signal, CancellationToken cancel);

    /// <summary>The open incidents of a subject: at most one per category.</summary>
    Task<IReadOnlyList<OpenIncident>> OpenOfSubjectAsync(SubjectRef subject, CancellationToken cancel);

    /// <summary>The incident that holds a signal; null when the signal is unknown or belongs to none.</summary>
    Task<IncidentId?> IncidentOfSignalAsync(string signalId, CancellationToken cancel);

    /// <summary>Open incidents whose deadline has passed, most overdue first.</summary>
    Task<IReadOnlyList<IncidentId>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel);
}

/// <summary>A stored projection.</summary>
/// <param name="StateJson">The projection.</param>
/// <param name="Version">Number of entries.</param>
/// <param name="Change">Change number of the last append.</param>
/// <param name="SubjectName">The resident's name as its record has it now; null for a place, and where there is no record.</param>
public sealed record StoredIncident(string StateJson, int Version, long Change, string? SubjectName = null);

/// <summary>An open incident of a subject.</summary>
/// <param name="Category">What it is about.</param>
/// <param name="Id">The incident.</param>
public readonly record struct OpenIncident(IncidentCategory Category, IncidentId Id);

/// <summary>One transaction on the incident log.</summary>
/// <param name="Snapshot">The incident afterwards; its columns serve lists and filters.</param>
/// <param name="ExpectedVersion">Version before; 0 opens the incident. Another version in storage is a conflict.</param>
/// <param name="Entries">The new entries, numbered from <paramref name="ExpectedVersion"/> + 1.</param>
/// <param name="StateJson">The projection afterwards.</param>
/// <param name="Signal">The signal that caused it, or null.</param>
/// <param name="NextDeadlineAt">The earliest deadline afterwards, UTC, or null when there is none.</param>
/// <param name="Alerts">Alerts to queue; an id that is queued already is left alone.</param>
public sealed record IncidentAppend(
    IncidentSnapshot Snapshot,
    int ExpectedVersion,
    IReadOnlyList<TimelineEntry> Entries,
    string StateJson,
    Signal? Signal,
    DateTimeOffset? NextDeadlineAt,
    IReadOnlyList<AlertOrder> Alerts);

/// <summary>What became of an append.</summary>
/// <param name="Status">What.</param>
/// <param name="Change">Change number of this append when appended, else 0.</param>
/// <param name="IncidentId">For a duplicate signal: the incident that holds it, or null when it belongs to none.</param>
public readonly record struct AppendResult(AppendStatus Status, long Change, IncidentId? IncidentId);

/// <summary>What became of an append.</summary>
public enum AppendStatus
{
    /// <summary>It is on disk.</summary>
    Appended = 0,
    /// <summary>The signal was known; nothing was written.</summary>
    DuplicateSignal = 1,
    /// <summary>Another activation was faster; nothing was written and the grain must load again.</summary>
    VersionConflict = 2,
}
