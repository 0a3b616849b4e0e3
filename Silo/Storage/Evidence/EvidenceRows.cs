using System.Data.Common;
using SafetyHub.Evidence;

namespace SafetyHub.Silo.Storage;

/// <summary>How a row of the index reads.</summary>
internal static class EvidenceRows
{
    /// <summary>The columns of <see cref="Read"/>, with the incident that the signal belongs to.</summary>
    public const string Select = """
        SELECT e.id, e.kind, e.signal_id, e.camera_id, e.at, e.from_at, e.to_at, e.partial, e.original_hash, e.original_bytes, e.masked_hash, e.masked_bytes,
               e.masking, e.made_at, s.incident_id
        FROM evidence e LEFT JOIN signals s ON s.id = e.signal_id
        """;

    public static EvidenceItem Read(DbDataReader row) => new(
        row.GetString(0),
        new EvidenceFacts((EvidenceKind)row.GetInt32(1), row.GetString(2), row.GetString(3), row.Instant(4), row.Instant(5), row.Instant(6), row.GetInt32(7) != 0),
        row.GetString(8), row.GetInt64(9), row.TextOrNull(10), row.GetInt64(11), (MaskingState)row.GetInt32(12), row.Instant(13), row.TextOrNull(14));

    public static string ExtensionOf(EvidenceKind kind) => kind == EvidenceKind.Clip ? EvidenceFiles.Film : EvidenceFiles.Picture;
}
