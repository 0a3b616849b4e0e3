using System.ComponentModel.DataAnnotations;

namespace SafetyHub.Silo.Storage;

/// <summary>Where the hub keeps what it knows, section <c>SafetyHub:Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "SafetyHub:Storage";

    /// <summary>
    /// Empty (default) = SQLite in the data directory; a string with <c>Host</c> = PostgreSQL; a string with <c>Data Source</c> = that SQLite file.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Largest number of connections of this process for everything but the incident log, PostgreSQL only. Default 20, 4 to 100.</summary>
    [Range(4, 100)] public int MaxConnections { get; set; } = 20;

    /// <summary>How long telemetry is kept. Default 90 days, 1 to 3,650 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")] public TimeSpan TelemetryRetention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long settled device commands are kept. Default 30 days, 1 to 3,650 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")] public TimeSpan CommandRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long settled alerts are kept in the outbox; incidents keep their own record. Default 30 days, 1 to 3,650 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")] public TimeSpan AlertRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Free space of the data directory's disk below which no evidence is kept any more and evidence is thrown away in its stated order; incidents go on.
    /// Default 1 GiB, 0 to 1 TiB, in bytes.
    /// </summary>
    [Range(0L, 1L << 40)] public long EvidenceDiskFloor { get; set; } = 1L << 30;

    /// <summary>
    /// Room that lies beside the SQLite file and is given to it when the disk is full, so that calls for help are still stored. Default 64 MiB, 0 (none)
    /// to 16 GiB, in bytes.
    /// </summary>
    [Range(0L, 1L << 34)] public long DiskReserve { get; set; } = 64L << 20;
}
