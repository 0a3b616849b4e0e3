using SafetyHub.Dashboard;
using SafetyHub.Silo.Configuration;

namespace SafetyHub.Silo.Start;

/// <summary>The host under the rooms: where it finds its files, where it listens, how long a stop may take.</summary>
internal static class HubBuilder
{
    private static readonly Dictionary<string, string> Switches = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--roles"] = "SafetyHub:Roles",
        ["--data"] = "SafetyHub:DataDirectory",
    };

    /// <summary>Makes the builder with its configuration: files beside the program, environment, command line.</summary>
    public static WebApplicationBuilder Create(string[] args)
    {
        // The program may be started from any folder; its settings and web files lie beside it.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(args, Switches);
        return builder;
    }

    /// <summary>Applies the checked configuration to the host.</summary>
    public static void UseHub(this WebApplicationBuilder builder, HubConfiguration configuration)
    {
        var options = configuration.Options;
        builder.Configuration.AddInMemoryCollection(SharedSettings(options));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddProblemDetails();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = options.Cluster.ShutdownTimeout);
        builder.WebHost.UseStaticWebAssets();
        UseUrls(builder, configuration);
    }

    /// <summary>What several rooms read, in the one form that was checked: a full path, and the districts one by one.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> SharedSettings(HubOptions options)
    {
        yield return new(WebHostDefaults.ServerUrlsKey, ""); // bound one by one, see HttpEndpoints
        foreach (var room in new[] { HubOptions.Section, DashboardOptions.Section })
        {
            yield return new($"{room}:{nameof(HubOptions.DataDirectory)}", options.DataDirectory);
            for (var i = 0; i < options.Districts.Count; i++) yield return new($"{room}:{nameof(HubOptions.Districts)}:{i}", options.Districts[i]);
        }
    }

    private static void UseUrls(WebApplicationBuilder builder, HubConfiguration configuration)
    {
        var addresses = new HttpAddresses();
        builder.Services.AddSingleton(addresses);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            addresses.Set(HttpEndpoints.Listen(kestrel, configuration.Urls));
        });
    }
}
