using System.Net;
using System.Net.Sockets;

namespace SafetyHub.Testing;

/// <summary>Finds TCP ports of the loopback address that nobody listens on.</summary>
public static class FreePort
{
    /// <summary>A port that was free a moment ago. The system hands ports out in turn, so that the same one does not come back soon.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
