namespace SafetyHub.Testing.Hub;

/// <summary>How a hub under test is started; what is not said stays at the product's default.</summary>
public sealed record HubSettings
{
    /// <summary>Where its files are.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Empty = SQLite in the data directory.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>Roles, or null for all.</summary>
    public string? Roles { get; init; }

    /// <summary>Port of dashboard and API.</summary>
    public int HttpPort { get; init; } = FreePort.Next();

    /// <summary>Port of the embedded broker.</summary>
    public int MqttPort { get; init; } = FreePort.Next();

    /// <summary>Token of the first administrator.</summary>
    public string Token { get; init; } = "test-" + Guid.NewGuid().ToString("N");

    /// <summary>Further configuration in environment form.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    internal Dictionary<string, string> ToEnvironment()
    {
        var all = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{HttpPort}",
            ["SafetyHub__Mqtt__Port"] = $"{MqttPort}",
            ["SafetyHub__DataDirectory"] = DataDirectory,
            ["SafetyHub__Storage__ConnectionString"] = ConnectionString,
            ["SafetyHub__Api__BootstrapToken"] = Token,
            ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
        };
        if (Roles is not null) all["SafetyHub__Roles"] = Roles;
        foreach (var (name, value) in Environment) all[name] = value;
        return all;
    }
}
