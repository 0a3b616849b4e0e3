using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Connections.Features;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>MQTT over WebSocket, at <c>/mqtt</c> of the web server.</summary>
internal sealed class WebSocketDoor(EmbeddedBroker broker) : ConnectionHandler
{
    /// <summary>The path.</summary>
    public const string Path = "/mqtt";

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        if (connection.Features.Get<ITransferFormatFeature>() is { } format) format.ActiveFormat = TransferFormat.Binary;
        var http = connection.Features.Get<IHttpContextFeature>()?.HttpContext?.Connection;
        // The certificate of a WebSocket client is the web server's matter; here only the secret counts.
        await broker.RunAsync(connection, http?.RemoteIpAddress ?? IPAddress.None, null, null);
    }
}
