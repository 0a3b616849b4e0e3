using Microsoft.Data.Sqlite;
using SafetyHub.Grains.Alerts;
using SafetyHub.Grains.Incidents;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Storage;

/// <summary>The one writer of the incident log on SQLite: one connection, compiled statements, a sync to disk for each batch.</summary>
internal sealed class SqliteAppendStore(SqliteFile file, DiskReserve? reserve = null) : IAppendStore
{
    private const int DiskFull = 13;
    private SqliteAppendStatements? _statements;

    public async Task<AppendResult[]> AppendAsync(IReadOnlyList<PendingAppend> batch, CancellationToken cancel)
    {
        await file.Gate.EnterAsync(WriteLane.Safety, cancel);
        try
        {
            return AppendWithReserve(batch);
        }
        finally
        {
            file.Gate.Leave();
        }
    }

    /// <summary>On a full disk the reserve is given away and the batch tried once more, within the same turn: no call for help waits for somebody to make room.</summary>
    private AppendResult[] AppendWithReserve(IReadOnlyList<PendingAppend> batch)
    {
        try
        {
            return AppendOnce(batch);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == DiskFull && reserve?.TryRelease() == true)
        {
            return AppendOnce(batch);
        }
    }

    private AppendResult[] AppendOnce(IReadOnlyList<PendingAppend> batch)
    {
        try
        {
            _statements ??= new SqliteAppendStatements(file.OpenWriter());
            return Append(_statements, batch);
        }
        catch (SqliteException)
        {
            // A connection that failed may hold half a transaction; the next batch starts on a new one.
            _statements?.Dispose();
            _statements = null;
            throw;
        }
    }

    /// <summary>A constraint or a value that does not fit is the fault of one append; all else (busy, full, input or output) is the file's.</summary>
    public bool IsOutage(Exception exception) =>
        exception is not (SqliteException { SqliteErrorCode: 19 or 20 or 25 or 18 } or ArgumentException or InvalidOperationException or NullReferenceException);

    public ValueTask DisposeAsync()
    {
        _statements?.Dispose();
        _statements = null;
        return ValueTask.CompletedTask;
    }

    private static AppendResult[] Append(SqliteAppendStatements statements, IReadOnlyList<PendingAppend> batch)
    {
        var plan = new AppendPlan(batch);
        statements.Begin.Run();
        try
        {
            Look(statements, plan);
            plan.Decide();
            if (plan.Accepted.Count > 0) Write(statements, plan);
            statements.Commit.Run();
            return plan.Results;
        }
        catch
        {
            statements.RollBack();
            throw;
        }
    }

    private static void Look(SqliteAppendStatements statements, AppendPlan plan)
    {
        foreach (var id in plan.IncidentIds)
        {
            using var reader = statements.FindVersion.Read(id);
            if (reader.Read()) plan.Versions[id] = reader.GetInt32(0);
        }
        foreach (var id in plan.SignalIds)
        {
            using var reader = statements.FindSignal.Read(id);
            if (reader.Read()) plan.KnownSignals[id] = reader.TextOrNull(0);
        }
        using var last = statements.FindChange.Read();
        plan.LastChange = last.Read() ? last.GetInt64(0) : throw new InvalidOperationException("The row of change numbers is missing");
    }

    private static void Write(SqliteAppendStatements statements, AppendPlan plan)
    {
        foreach (var item in plan.Projections) WriteProjection(statements, item);
        foreach (var (item, entry) in plan.Entries)
            statements.AddEntry.Run(item.IncidentId!.Value.Value, entry.Sequence, entry.At.Micros(), entry.Actor, entry.Kind, entry.DetailJson);
        foreach (var item in plan.Signals) WriteSignal(statements, item);
        foreach (var order in plan.Alerts) WriteAlert(statements, order);
        if (plan.Projections.Count > 0) statements.SetChange.Run(plan.LastChange);
    }

    private static void WriteProjection(SqliteAppendStatements statements, PendingAppend item)
    {
        var i = item.Append!.Snapshot;
        statements.PutIncident.Run(
            i.Id.Value, (int)i.Category, (int)i.Subject.Subject.Kind, i.Subject.Subject.Id, i.Subject.District, i.Assignee, (int)i.Severity,
            (int)i.Condition, (int)i.Handling, i.IsTest ? 1 : 0, (int?)i.Outcome, i.OpenedAt.Micros(), i.UpdatedAt.Micros(), i.ResolvedAt.Micros(),
            item.Append.NextDeadlineAt.Micros(), item.Version, item.Change, item.Append.StateJson, item.SnapshotJson);
    }

    private static void WriteSignal(SqliteAppendStatements statements, PendingAppend item)
    {
        var s = item.Signal!;
        statements.AddSignal.Run(
            s.Id, item.IncidentId?.Value, s.Device.Value, (int)s.Kind, s.Type, (int)s.Subject.Kind, s.Subject.Id, s.At.Micros(), s.ReportedAt.Micros(),
            s.ReceivedAt.Micros(), s.Confidence, s.DataJson, (int)s.Flags);
    }

    private static void WriteAlert(SqliteAppendStatements statements, AlertOrder a) => statements.AddAlert.Run(
        a.Id, a.IncidentId.Value, (int)a.Channel, a.Recipient, (int?)a.Target, (int)a.Severity, a.TitleKey, a.District, a.Language, a.Text,
        a.OrderedAt.Micros(), a.ExpiresAt.Micros(), a.OrderedAt.Micros());
}
