using System.Diagnostics;
using System.Text.Json;
using SafetyHub.Grains.Incidents;
using SafetyHub.Grains.Residents;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Silo.Storage;

/// <summary>An append on its way to the database: a change of an incident, or a signal that belongs to none.</summary>
internal sealed class PendingAppend
{
    public PendingAppend(IncidentAppend append)
    {
        Append = append;
        Signal = append.Signal;
        Version = append.ExpectedVersion + append.Entries.Count;
        SnapshotJson = JsonSerializer.Serialize(append.Snapshot with { Subject = SubjectAtRest.WithoutName(append.Snapshot.Subject) }, HubJson.Default.IncidentSnapshot);
        Check(append);
    }

    public PendingAppend(Signal signal) => Signal = signal;

    public IncidentAppend? Append { get; }

    public Signal? Signal { get; }

    /// <summary>Version of the incident afterwards.</summary>
    public int Version { get; }

    public string SnapshotJson { get; } = "";

    public long QueuedAt { get; } = Stopwatch.GetTimestamp();

    public TaskCompletionSource<AppendResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Set when the caller has gone: what has not been written yet need not be written any more.</summary>
    public bool Abandoned { get; set; }

    /// <summary>Change number, set by the plan when it is accepted.</summary>
    public long Change { get; set; }

    public IncidentId? IncidentId => Append?.Snapshot.Id;

    private static void Check(IncidentAppend append)
    {
        if (append.Entries.Count == 0) throw new ArgumentException("An append holds at least one entry", nameof(append));
        for (var i = 0; i < append.Entries.Count; i++)
        {
            if (append.Entries[i].Sequence != append.ExpectedVersion + 1 + i)
                throw new ArgumentException($"Entry {i} of the append has number {append.Entries[i].Sequence}, expected {append.ExpectedVersion + 1 + i}", nameof(append));
        }
    }
}
