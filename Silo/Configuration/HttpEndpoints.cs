using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SafetyHub.Silo.Configuration;

/// <summary>
/// Where HTTP listens. The addresses are bound one by one in code: as soon as another room adds a listener to Kestrel (the MQTT broker does),
/// Kestrel would ignore <c>ASPNETCORE_URLS</c>.
/// </summary>
public static class HttpEndpoints
{
    private const string Default = "http://127.0.0.1:8080";

    /// <summary>Reads <c>ASPNETCORE_URLS</c>, or <c>--urls</c>; empty when Kestrel's own section <c>Kestrel:Endpoints</c> says where.</summary>
    public static IReadOnlyList<BindingAddress> Read(IConfiguration configuration, ICollection<string> faults)
    {
        var text = configuration[WebHostDefaults.ServerUrlsKey];
        if (string.IsNullOrWhiteSpace(text))
        {
            if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any()) return [];
            text = Default;
        }
        var urls = new List<BindingAddress>();
        foreach (var url in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (TryRead(url, out var address)) urls.Add(address);
            else faults.Add($"ASPNETCORE_URLS: '{url}' is not an address such as {Default}");
        }
        return urls;
    }

    /// <summary>Binds the addresses; the returned listeners know their true ports once the server has started.</summary>
    public static IReadOnlyList<(BindingAddress Url, ListenOptions Listener)> Listen(KestrelServerOptions kestrel, IEnumerable<BindingAddress> urls)
    {
        var listeners = new List<(BindingAddress, ListenOptions)>();
        foreach (var url in urls) Bind(kestrel, url, listener =>
        {
            if (url.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase)) listener.UseHttps();
            listeners.Add((url, listener));
        });
        return listeners;
    }

    private static void Bind(KestrelServerOptions kestrel, BindingAddress url, Action<ListenOptions> configure)
    {
        if (url.IsUnixPipe) kestrel.ListenUnixSocket(url.UnixPipePath, configure);
        else if (url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) kestrel.ListenLocalhost(url.Port, configure);
        else if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address)) kestrel.Listen(address, url.Port, configure);
        else kestrel.ListenAnyIP(url.Port, configure);
    }

    private static bool TryRead(string url, out BindingAddress address)
    {
        address = null!;
        try
        {
            address = BindingAddress.Parse(url);
            return address.Scheme is "http" or "https" && address.Port is >= 0 and <= 65535;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return false;
        }
    }
}
