using Npgsql;
using SafetyHub.Grains.Alerts;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Storage;

/// <summary>Builds the write of a batch: one INSERT per table over arrays, so that the texts are always the same and stay prepared.</summary>
internal sealed class PostgresAppendBatch(NpgsqlConnection connection, AppendPlan plan)
{
    private static readonly string PutIncidents = Insert("incidents", IncidentColumns.Incidents, IncidentColumns.ReplaceProjection,
        "text,int,int,text,text,text,int,int,int,int,int,bigint,bigint,bigint,bigint,int,bigint,text,text");

    private static readonly string AddEntries = Insert("incident_entries", IncidentColumns.Entries, "", "text,int,bigint,text,text,text");

    private static readonly string AddSignals = Insert("signals", IncidentColumns.Signals, "",
        "text,text,text,int,text,int,text,bigint,bigint,bigint,float8,text,int");

    private static readonly string AddAlerts = Insert("alert_outbox", IncidentColumns.Alerts, "ON CONFLICT (id) DO NOTHING",
        "text,text,int,text,int,int,text,text,text,text,bigint,bigint,bigint");

    public NpgsqlBatch Build()
    {
        var batch = new NpgsqlBatch(connection);
        if (plan.Projections.Count > 0) AddIncidents(batch);
        if (plan.Signals.ToArray() is { Length: > 0 } signals) Add(batch, AddSignals, SignalColumns(signals));
        if (plan.Alerts.DistinctBy(order => order.Id).ToArray() is { Length: > 0 } alerts) Add(batch, AddAlerts, AlertColumns(alerts));
        return batch;
    }

    private void AddIncidents(NpgsqlBatch batch)
    {
        var projections = plan.Projections.ToArray();
        Add(batch, PutIncidents, ProjectionColumns(projections));
        var entries = plan.Entries.ToArray();
        Add(batch, AddEntries,
            Column(entries, e => e.Item.IncidentId!.Value.Value), Column(entries, e => e.Entry.Sequence), Column(entries, e => e.Entry.At.Micros()),
            Column(entries, e => e.Entry.Actor), Column(entries, e => e.Entry.Kind), Column(entries, e => e.Entry.DetailJson));
        Add(batch, "UPDATE incident_changes SET last = $1", new NpgsqlParameter<long> { TypedValue = plan.LastChange });
    }

    private static NpgsqlParameter[] ProjectionColumns(PendingAppend[] items)
    {
        NpgsqlParameter Of<T>(Func<IncidentSnapshot, T> value) => Column(items, item => value(item.Append!.Snapshot));
        return
        [
            Of(i => i.Id.Value), Of(i => (int)i.Category), Of(i => (int)i.Subject.Subject.Kind), Of(i => i.Subject.Subject.Id), Of(i => i.Subject.District),
            Of(i => i.Assignee), Of(i => (int)i.Severity), Of(i => (int)i.Condition), Of(i => (int)i.Handling), Of(i => i.IsTest ? 1 : 0),
            Of(i => (int?)i.Outcome), Of(i => i.OpenedAt.Micros()), Of(i => i.UpdatedAt.Micros()), Of(i => i.ResolvedAt.Micros()),
            Column(items, item => item.Append!.NextDeadlineAt.Micros()), Column(items, item => item.Version), Column(items, item => item.Change),
            Column(items, item => item.Append!.StateJson), Column(items, item => item.SnapshotJson),
        ];
    }

    private static NpgsqlParameter[] SignalColumns(PendingAppend[] items) =>
    [
        Column(items, i => i.Signal!.Id), Column(items, i => i.IncidentId?.Value), Column(items, i => i.Signal!.Device.Value),
        Column(items, i => (int)i.Signal!.Kind), Column(items, i => i.Signal!.Type), Column(items, i => (int)i.Signal!.Subject.Kind),
        Column(items, i => i.Signal!.Subject.Id), Column(items, i => i.Signal!.At.Micros()), Column(items, i => i.Signal!.ReportedAt.Micros()),
        Column(items, i => i.Signal!.ReceivedAt.Micros()), Column(items, i => i.Signal!.Confidence), Column(items, i => i.Signal!.DataJson),
        Column(items, i => (int)i.Signal!.Flags),
    ];

    private static NpgsqlParameter[] AlertColumns(AlertOrder[] orders) =>
    [
        Column(orders, a => a.Id), Column(orders, a => a.IncidentId.Value), Column(orders, a => (int)a.Channel), Column(orders, a => a.Recipient),
        Column(orders, a => (int?)a.Target), Column(orders, a => (int)a.Severity), Column(orders, a => a.TitleKey), Column(orders, a => a.District),
        Column(orders, a => a.Language), Column(orders, a => a.Text), Column(orders, a => a.OrderedAt.Micros()), Column(orders, a => a.ExpiresAt.Micros()),
        Column(orders, a => a.OrderedAt.Micros()),
    ];

    private static NpgsqlParameter<TValue[]> Column<TRow, TValue>(TRow[] rows, Func<TRow, TValue> value) => new() { TypedValue = Array.ConvertAll(rows, row => value(row)) };

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }

    private static string Insert(string table, string[] columns, string conflict, string types)
    {
        var arrays = types.Split(',').Select((type, i) => $"${i + 1}::{type}[]");
        return $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT * FROM unnest({string.Join(", ", arrays)}) {conflict}";
    }
}
