using System.Net;
using System.Net.Sockets;

namespace SafetyHub.Silo.Cluster;

/// <summary>Finds ports for Orleans, which must know its port before it binds it.</summary>
internal static class FreePorts
{
    /// <summary>The wanted port, or one that is free now. Should somebody take it before Orleans binds it, the start fails and says so.</summary>
    public static int OrFree(int wanted, IPAddress address)
    {
        if (wanted != 0) return wanted;
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, 0));
        }
        catch (SocketException)
        {
            // An advertised address that is not this machine's (a router forwards to it): any free port of this machine will do.
            socket.Bind(new IPEndPoint(address.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0));
        }
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
