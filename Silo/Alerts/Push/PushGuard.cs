using System.Net;
using System.Net.Sockets;
using SafetyHub.Silo.Configuration;

namespace SafetyHub.Silo.Alerts.Push;

/// <summary>
/// Keeps pushes on their way: only to the push services named in the options, only by https, and only to addresses of the open internet, which is
/// checked on the very address that is then connected to, so that a name which changes its mind in between gains nothing.
/// </summary>
internal sealed class PushGuard(PushSection options)
{
    private readonly string[] _hosts = HubConfiguration.Words(options.AllowedHosts);

    /// <summary>Why the hub does not push to this endpoint, or null when it may.</summary>
    public string? Refuse(Uri endpoint)
    {
        if (!endpoint.IsAbsoluteUri || endpoint.UserInfo.Length > 0) return "the endpoint is not a plain URL";
        if (options.AllowLoopback && endpoint.IsLoopback && endpoint.Scheme is "http" or "https") return null;
        if (endpoint.Scheme != Uri.UriSchemeHttps || endpoint.Port != 443) return "the endpoint is not https on its usual port";
        return Array.Exists(_hosts, h => Fits(h, endpoint.IdnHost)) ? null : "the endpoint's host is not a push service that this hub uses";
    }

    /// <summary>The handler of the push client: connects to allowed addresses only and follows no redirect.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxConnectionsPerServer = 16,
        ConnectCallback = ConnectAsync,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        var allowed = addresses.Where(IsAllowed).ToArray();
        if (allowed.Length == 0) throw new HttpRequestException(HttpRequestError.ConnectionError, "The push service's name leads to no address of the open internet");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(IPAddress address) => PublicAddresses.IsPublic(address) || options.AllowLoopback && IPAddress.IsLoopback(address);

    private static bool Fits(string pattern, string host) => pattern.StartsWith("*.", StringComparison.Ordinal)
        ? host.Length > pattern.Length - 1 && host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);
}
