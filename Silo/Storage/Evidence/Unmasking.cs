using SafetyHub.Audit;
using SafetyHub.Evidence;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Storage;

/// <summary>Grants in the database, so that every process of the hub knows them. Written to the audit first: what is not audited is not granted.</summary>
internal sealed class Unmasking(HubDatabase database, EvidenceOptions options, IAuditLog audit, TimeProvider clock) : IUnmasking
{
    private const int ShortestNote = 5;
    private const int LongestNote = 500;
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    public TimeSpan Longest => options.LongestUnmasking;

    public async Task<UnmaskGrant> GrantAsync(string actor, UnmaskRequest request, CancellationToken cancel)
    {
        var note = request.Note.Trim();
        if (note.Length is < ShortestNote or > LongestNote) throw new ArgumentException($"The note has {ShortestNote} to {LongestNote} characters.", nameof(request));
        if (request.For < Shortest || request.For > Longest) throw new ArgumentException($"The time is {Shortest.TotalMinutes:0} to {Longest.TotalMinutes:0} minutes.", nameof(request));
        if (!Enum.IsDefined(request.Purpose)) throw new ArgumentException("The purpose is not one of the list.", nameof(request));
        var now = clock.GetUtcNow();
        var grant = new UnmaskGrant(Guid.CreateVersion7(now).ToString("N"), actor, request.Incident, request.Purpose, note, now, now + request.For);
        // The note may name a person: it stays with the grant, the audit has the purpose and the time.
        await AuditAsync(actor, "evidence.unmask", request.Incident, $"grant {grant.Id}: {request.Purpose}, {request.For.TotalMinutes:0} min", cancel);
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            "INSERT INTO unmask_grants (id, actor, incident_id, purpose, note, granted_at, expires_at) VALUES (@id, @actor, @incident, @purpose, @note, @from, @to)",
            ("@id", grant.Id), ("@actor", actor), ("@incident", request.Incident.Value), ("@purpose", (int)request.Purpose), ("@note", note),
            ("@from", now.Micros()), ("@to", grant.ExpiresAt.Micros()));
        await command.ExecuteNonQueryAsync(cancel);
        return grant;
    }

    public async Task<UnmaskGrant?> FindAsync(string actor, IncidentId incident, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            """
            SELECT id, purpose, note, granted_at, expires_at FROM unmask_grants
            WHERE actor = @actor AND incident_id = @incident AND expires_at > @now AND ended_at IS NULL ORDER BY expires_at DESC LIMIT 1
            """, ("@actor", actor), ("@incident", incident.Value), ("@now", clock.GetUtcNow().Micros()));
        return await command.ReadFirstAsync(
            row => new UnmaskGrant(row.GetString(0), actor, incident, (UnmaskPurpose)row.GetInt32(1), row.GetString(2), row.Instant(3), row.Instant(4)), cancel);
    }

    public async Task<bool> EndAsync(string actor, IncidentId incident, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            "UPDATE unmask_grants SET ended_at = @now WHERE actor = @actor AND incident_id = @incident AND expires_at > @now AND ended_at IS NULL",
            ("@now", clock.GetUtcNow().Micros()), ("@actor", actor), ("@incident", incident.Value));
        if (await command.ExecuteNonQueryAsync(cancel) == 0) return false;
        await connection.CloseAsync(); // its turn at the gate ends here: the audit needs one of its own
        await AuditAsync(actor, "evidence.unmask-end", incident, null, cancel);
        return true;
    }

    private Task AuditAsync(string actor, string action, IncidentId incident, string? detail, CancellationToken cancel) =>
        audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), actor, action, "incident/" + incident, detail), cancel);
}
