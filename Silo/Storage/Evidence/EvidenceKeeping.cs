using SafetyHub.Audit;
using SafetyHub.Evidence;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Storage;

/// <summary>Legal holds and the record of destruction.</summary>
internal sealed class EvidenceKeeping(HubDatabase database, IAuditLog audit, TimeProvider clock) : IEvidenceKeeping
{
    public async Task<LegalHold> HoldAsync(IncidentId incident, string reason, string actor, CancellationToken cancel)
    {
        var hold = new LegalHold(incident, reason, actor, clock.GetUtcNow());
        await audit.WriteAsync(new AuditEntry(0, hold.At, actor, "evidence.hold", "incident/" + incident, null), cancel);
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            """
            INSERT INTO evidence_holds (incident_id, reason, held_by, held_at) VALUES (@incident, @reason, @by, @at)
            ON CONFLICT (incident_id) DO UPDATE SET reason = excluded.reason, held_by = excluded.held_by, held_at = excluded.held_at
            """, ("@incident", incident.Value), ("@reason", reason), ("@by", actor), ("@at", hold.At.Micros()));
        await command.ExecuteNonQueryAsync(cancel);
        return hold;
    }

    public async Task<bool> ReleaseAsync(IncidentId incident, string actor, CancellationToken cancel)
    {
        if (await FindHoldAsync(incident, cancel) is null) return false;
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), actor, "evidence.release", "incident/" + incident, null), cancel);
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql("DELETE FROM evidence_holds WHERE incident_id = @incident", ("@incident", incident.Value));
        return await command.ExecuteNonQueryAsync(cancel) > 0;
    }

    public async Task<LegalHold?> FindHoldAsync(IncidentId incident, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql("SELECT reason, held_by, held_at FROM evidence_holds WHERE incident_id = @incident", ("@incident", incident.Value));
        return await command.ReadFirstAsync(row => new LegalHold(incident, row.GetString(0), row.GetString(1), row.Instant(2)), cancel);
    }

    public async Task<IReadOnlyList<PurgeRecord>> PurgesAsync(long? before, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            """
            SELECT sequence, at, evidence_id, kind, part, hash, bytes, camera_id, moment, incident_id, rule FROM evidence_purges
            WHERE sequence < @before ORDER BY sequence DESC LIMIT @limit
            """, ("@before", before ?? long.MaxValue), ("@limit", Math.Clamp(limit, 1, 500)));
        return await command.ReadAllAsync(row => new PurgeRecord(
            row.GetInt64(0), row.Instant(1), row.GetString(2), (EvidenceKind)row.GetInt32(3), row.GetString(4), row.GetString(5), row.GetInt64(6), row.GetString(7),
            row.Instant(8), row.TextOrNull(9), row.GetString(10)), cancel);
    }
}
