namespace SafetyHub.Silo.Storage;

/// <summary>The columns that an append writes, named once for both databases, in the order in which values are handed over.</summary>
internal static class IncidentColumns
{
    public static readonly string[] Incidents =
    [
        "id", "category", "subject_kind", "subject_id", "district", "assignee", "severity", "condition", "handling", "is_test", "outcome",
        "opened_at", "updated_at", "resolved_at", "next_deadline_at", "version", "change", "state_json", "snapshot_json",
    ];

    public static readonly string[] Entries = ["incident_id", "seq", "at", "actor", "kind", "detail_json"];

    public static readonly string[] Signals =
    [
        "id", "incident_id", "device_id", "device_kind", "type", "subject_kind", "subject_id", "at", "reported_at", "received_at", "confidence",
        "data_json", "flags",
    ];

    public static readonly string[] Alerts =
    [
        "id", "incident_id", "channel", "recipient", "target", "severity", "title_key", "district", "language", "text_key", "ordered_at", "expires_at", "due_at",
    ];

    /// <summary>What follows an INSERT into <c>incidents</c>: an incident that exists gets the new projection.</summary>
    public static string ReplaceProjection { get; } =
        "ON CONFLICT (id) DO UPDATE SET " + string.Join(", ", Incidents.Skip(1).Select(column => $"{column} = excluded.{column}"));
}
