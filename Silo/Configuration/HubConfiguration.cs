using System.Net;
using System.Text.RegularExpressions;
using SafetyHub.Silo.Storage;

namespace SafetyHub.Silo.Configuration;

/// <summary>Reads the hub's configuration as a whole and says everything that is wrong with it at once.</summary>
public sealed partial class HubConfiguration
{
    private readonly List<string> _faults = [];
    private readonly IReadOnlySet<string> _unreadable;

    private HubConfiguration(IConfiguration configuration)
    {
        _unreadable = ConfigurationAudit.Check(configuration, _faults);
        var hub = configuration.GetSection(HubOptions.Section);
        Options = new HubOptions
        {
            Roles = ReadRoles(hub["Roles"]),
            DataDirectory = ReadDataDirectory(hub["DataDirectory"]),
            Districts = ReadDistricts(hub.GetSection("Districts")),
            Storage = ReadSection<StorageOptions>(hub.GetSection("Storage")),
            Evidence = ReadSection<EvidenceOptions>(hub.GetSection("Evidence")),
            Api = ReadSection<ApiSection>(hub.GetSection("Api")),
            Cluster = ReadSection<ClusterSection>(hub.GetSection("Cluster")),
            Telemetry = ReadSection<TelemetrySection>(hub.GetSection("Telemetry")),
            Alerts = ReadSection<Alerts.AlertsSection>(hub.GetSection("Alerts")),
        };
        Urls = HttpEndpoints.Read(configuration, _faults);
        CheckTogether();
    }

    /// <summary>The options, with defaults in the place of what could not be read.</summary>
    public HubOptions Options { get; }

    /// <summary>Where HTTP listens.</summary>
    public IReadOnlyList<BindingAddress> Urls { get; }

    /// <summary>All that is wrong, one sentence each, without any value that may be secret.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Reads the configuration; never throws for what is written in it.</summary>
    public static HubConfiguration Read(IConfiguration configuration) => new(configuration);

    private HubRoles ReadRoles(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return HubRoles.All;
        var roles = HubRoles.None;
        foreach (var word in Words(text))
        {
            if (word is "silo") roles |= HubRoles.Silo;
            else if (word is "bridge") roles |= HubRoles.Bridge;
            else if (word is "dashboard") roles |= HubRoles.Dashboard;
            else _faults.Add($"SafetyHub:Roles: '{word}' is not a role; roles are silo, bridge, dashboard");
        }
        if (roles != HubRoles.None) return roles;
        if (Words(text).Length == 0) _faults.Add("SafetyHub:Roles names no role; roles are silo, bridge, dashboard");
        return HubRoles.All;
    }

    private string ReadDataDirectory(string? text)
    {
        var path = Path.GetFullPath(string.IsNullOrWhiteSpace(text) ? "data" : text);
        if (File.Exists(path)) _faults.Add($"SafetyHub:DataDirectory: {path} is a file, not a folder");
        return path;
    }

    private IReadOnlyList<string> ReadDistricts(IConfigurationSection section)
    {
        var districts = section.Value is null ? [.. section.GetChildren().Select(c => c.Value ?? "")] : Words(section.Value);
        if (districts.Length == 0 && !section.Exists()) return new HubOptions().Districts;
        if (districts.Length is 0 or > 100) _faults.Add($"SafetyHub:Districts: {districts.Length} districts; 1 to 100 are allowed");
        foreach (var district in districts.Where(d => !DistrictForm().IsMatch(d)))
            _faults.Add($"SafetyHub:Districts: '{district}' is not a district id (lower-case letters, digits, - and _; at most 63)");
        foreach (var twice in districts.GroupBy(d => d).Where(g => g.Count() > 1))
            _faults.Add($"SafetyHub:Districts: '{twice.Key}' stands there {twice.Count()} times");
        return districts;
    }

    /// <summary>Leaves out what cannot be read, so that the rest of the section is checked all the same.</summary>
    private T ReadSection<T>(IConfigurationSection section) where T : class, new()
    {
        var readable = section.AsEnumerable(makePathsRelative: true).Where(s => !_unreadable.Contains($"{section.Path}:{s.Key}"));
        var options = new ConfigurationBuilder().AddInMemoryCollection(readable).Build().Get<T>() ?? new T();
        OptionsAnnotations.Check(options, section.Path, _faults);
        return options;
    }

    private void CheckTogether()
    {
        if (!Options.Has(HubRoles.Silo) && !Options.OnPostgres)
            _faults.Add("SafetyHub:Roles has no silo and there is no PostgreSQL to find one through: add the role silo, or set SafetyHub:Storage:ConnectionString");
        if (StorageTarget.Read(Options.Storage.ConnectionString, Options.DataDirectory).Fault is { } wrong)
            _faults.Add($"{StorageOptions.Section}:ConnectionString {wrong}");
        var cluster = Options.Cluster;
        if (!IPAddress.TryParse(cluster.AdvertisedAddress, out var address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            _faults.Add("SafetyHub:Cluster:AdvertisedAddress must be one IP address that other processes can reach");
        if (cluster.SiloPort != 0 && cluster.SiloPort == cluster.GatewayPort)
            _faults.Add("SafetyHub:Cluster: SiloPort and GatewayPort must differ");
        if (Options.Telemetry.OtlpEndpoint is { Length: > 0 } otlp && !IsHttpUrl(otlp))
            _faults.Add("SafetyHub:Telemetry:OtlpEndpoint must be an http or https URL");
    }

    internal static bool IsHttpUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";

    internal static string[] Words(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,62}\\z")]
    private static partial Regex DistrictForm();
}
