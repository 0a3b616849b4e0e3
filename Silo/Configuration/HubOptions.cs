using SafetyHub.Silo.Storage;

namespace SafetyHub.Silo.Configuration;

/// <summary>The hub's configuration as it was checked at start. Section <c>SafetyHub</c>.</summary>
public sealed record HubOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "SafetyHub";

    /// <summary>What this process does: <c>silo</c>, <c>bridge</c>, <c>dashboard</c>, separated by commas. Default: all three.</summary>
    public HubRoles Roles { get; init; } = HubRoles.All;

    /// <summary>Folder for the SQLite file, keys and tokens; made with mode 0700. Default <c>./data</c>; here as a full path.</summary>
    public string DataDirectory { get; init; } = Path.GetFullPath("data");

    /// <summary>District ids, separated by commas, 1 to 100 of them. Default <c>deogyang,ilsandong,ilsanseo</c>.</summary>
    public IReadOnlyList<string> Districts { get; init; } = ["deogyang", "ilsandong", "ilsanseo"];

    /// <summary>Where the hub keeps what it knows.</summary>
    public StorageOptions Storage { get; init; } = new();

    /// <summary>How long evidence stays.</summary>
    public EvidenceOptions Evidence { get; init; } = new();

    /// <summary>The way in for outside programs.</summary>
    public ApiSection Api { get; init; } = new();

    /// <summary>How the processes of one hub find each other.</summary>
    public ClusterSection Cluster { get; init; } = new();

    /// <summary>What the hub says about itself.</summary>
    public TelemetrySection Telemetry { get; init; } = new();

    /// <summary>How alerts go out.</summary>
    public Alerts.AlertsSection Alerts { get; init; } = new();

    /// <summary>True when storage is PostgreSQL, so that several processes can be one hub.</summary>
    public bool OnPostgres => StorageTarget.Read(Storage.ConnectionString, DataDirectory).Kind == StorageKind.Postgres;

    /// <summary>True when this process has the role.</summary>
    public bool Has(HubRoles role) => (Roles & role) == role;
}
