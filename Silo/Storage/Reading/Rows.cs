using System.Text.Json;
using SafetyHub.Alerts;
using SafetyHub.Audit;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Silo.Storage;

/// <summary>An incident's columns for lists and filters.</summary>
internal sealed class IncidentRow
{
    public required string Id { get; init; }
    public int SubjectKind { get; init; }
    public required string SubjectId { get; init; }
    public required string District { get; init; }
    public string? Assignee { get; init; }
    public int? Outcome { get; init; }
    public long OpenedAt { get; init; }
    public int Version { get; init; }
    public long Change { get; init; }
    public required string SnapshotJson { get; init; }

    /// <summary>The stored form, with the numbers that only the database knew when it was written.</summary>
    public IncidentSnapshot ToSnapshot() => JsonSerializer.Deserialize(SnapshotJson, HubJson.Default.IncidentSnapshot)! with { Version = Version, Change = Change };
}

/// <summary>A line of a timeline.</summary>
internal sealed class EntryRow
{
    public required string IncidentId { get; init; }
    public int Seq { get; init; }
    public long At { get; init; }
    public required string Actor { get; init; }
    public required string Kind { get; init; }
    public required string DetailJson { get; init; }

    public TimelineEntry ToEntry() => new(Seq, Instants.From(At), Actor, Kind, DetailJson);
}

/// <summary>A signal.</summary>
internal sealed class SignalRow
{
    public long Position { get; init; }
    public required string Id { get; init; }
    public string? IncidentId { get; init; }
    public required string DeviceId { get; init; }
    public int DeviceKind { get; init; }
    public required string Type { get; init; }
    public int SubjectKind { get; init; }
    public required string SubjectId { get; init; }
    public long At { get; init; }
    public long ReportedAt { get; init; }
    public long ReceivedAt { get; init; }
    public double? Confidence { get; init; }
    public string? DataJson { get; init; }
    public int Flags { get; init; }

    public Signal ToSignal() => new(
        Id, Devices.DeviceId.Parse(DeviceId), (DeviceKind)DeviceKind, Type, new SubjectRef((SubjectKind)SubjectKind, SubjectId), Instants.From(At),
        Instants.From(ReportedAt), Instants.From(ReceivedAt), Confidence, DataJson, (SignalFlags)Flags);
}

/// <summary>An alert of the outbox.</summary>
internal sealed class AlertRow
{
    public required string Id { get; init; }
    public required string IncidentId { get; init; }
    public int Channel { get; init; }
    public required string Recipient { get; init; }
    public int State { get; init; }
    public int Attempts { get; init; }
    public int Recorded { get; init; }
    public long DueAt { get; init; }
    public long OrderedAt { get; init; }
    public long? SettledAt { get; init; }
    public string? Detail { get; init; }

    public AlertStatus ToStatus() => new(
        Id, IncidentId, (AlertChannel)Channel, Recipient, State switch { 0 => "pending", 1 => "delivered", _ => "failed" }, Attempts,
        Instants.From(OrderedAt), SettledAt is { } at ? Instants.From(at) : null, Detail);
}

/// <summary>An entry of the audit.</summary>
internal sealed class AuditRow
{
    public long Sequence { get; init; }
    public long At { get; init; }
    public required string Actor { get; init; }
    public required string Action { get; init; }
    public required string Target { get; init; }
    public string? Detail { get; init; }

    public AuditEntry ToEntry() => new(Sequence, Instants.From(At), Actor, Action, Target, Detail);
}
