using SafetyHub.Silo.Configuration;
using SafetyHub.Silo.Secrets;
using SafetyHub.Silo.Telemetry;

namespace SafetyHub.Silo.Start;

/// <summary>Tells whoever started the hub where it is and how to get in. No secret is printed, only where it lies.</summary>
internal sealed class StartBanner(
    HubOptions options, HttpAddresses addresses, IConfiguration configuration, IServiceProvider services, IHostApplicationLifetime lifetime) : IHostedService
{
    private const string DefaultMqttPort = "1883";
    private const string FirstSignIn = "first-sign-in";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => Console.WriteLine(Text()));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string MqttPort() => configuration["SafetyHub:Mqtt:Port"] switch
    {
        null or "" => $"port {DefaultMqttPort}",
        "0" => "a free port, named by /health/ready",
        var port => $"port {port}",
    };

    internal string Text()
    {
        var lines = new List<string> { $"SafetyHub {HubVersion.Text} is up: {options.Roles.ToString().Replace("All", "silo, bridge, dashboard", StringComparison.Ordinal).ToLowerInvariant()}" };
        if (options.Has(HubRoles.Dashboard)) lines.AddRange(addresses.Urls.Select(url => $"  Dashboard and API  {url}"));
        else lines.AddRange(addresses.Urls.Select(url => $"  Health             {url}/health/ready"));
        if (options.Has(HubRoles.Bridge)) lines.Add($"  MQTT               {MqttPort()}");
        if (File.Exists(Path.Combine(options.DataDirectory, FirstSignIn))) lines.Add($"  First sign-in      user and password in {Path.Combine(options.DataDirectory, FirstSignIn)}");
        if (services.GetService<BootstrapToken>() is { } token) lines.Add($"  API token          {token.Whereabouts}");
        lines.Add($"  Storage            {(options.OnPostgres ? "PostgreSQL" : "SQLite")}");
        lines.Add($"  Data directory     {options.DataDirectory}");
        return string.Join(Environment.NewLine, lines);
    }
}
