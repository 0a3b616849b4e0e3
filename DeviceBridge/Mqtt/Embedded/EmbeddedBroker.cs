using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Bridge;
using SafetyHub.DeviceBridge.Mqtt.Codecs;
using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>The embedded broker: runs the connections of all listeners and carries messages down to sessions.</summary>
internal sealed partial class EmbeddedBroker : IDownCarrier
{
    private readonly ConcurrentDictionary<DeviceConnection, Task> _connections = new();
    private readonly BrokerParts _parts;
    private readonly ConnectionGate _gate;
    private readonly HubState _hub;
    private readonly ILogger<EmbeddedBroker> _log;

    public EmbeddedBroker(BrokerParts parts, ConnectionGate gate, HubState hub, ILogger<EmbeddedBroker> log)
    {
        (_parts, _gate, _hub, _log) = (parts, gate, hub, log);
        parts.Metrics.Watch("safetyhub.mqtt.sessions", "{session}", "MQTT sessions, connected or kept", () => parts.Sessions.Count);
    }

    /// <summary>True while devices may connect.</summary>
    public bool Open { get; private set; }

    /// <summary>Runs a connection to its end.</summary>
    public async Task RunAsync(ConnectionContext network, IPAddress source, TlsFront? tls, X509Certificate2? certificate)
    {
        if (!Open || !_gate.TryEnter(source, out var cause))
        {
            _parts.Metrics.Closed(Open ? "gate" : "not-open");
            network.Abort();
            return;
        }
        try
        {
            if (tls is not null)
            {
                using var deadline = new CancellationTokenSource(_parts.Limits.ConnectDeadline, _parts.Time);
                (network, certificate) = await tls.SecureAsync(network, deadline.Token);
            }
            using var connection = new DeviceConnection(network, new Caller(source.ToString(), certificate, false), _parts, _log);
            await RunAsync(connection);
        }
        catch (Exception error) when (error is System.Security.Authentication.AuthenticationException or IOException or OperationCanceledException or ConnectionAbortedException or System.ComponentModel.Win32Exception)
        {
            _parts.Metrics.SignInFailed("tls");
            HandshakeFailed(source.ToString(), error.Message);
        }
        finally
        {
            _gate.Leave();
            await network.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public bool ReachesAll => false;

    /// <inheritdoc/>
    public bool TrySend(DeviceLink device, DownChannel channel, byte[] payload, bool keep)
    {
        var topic = DeviceTopics.Of(device.Id, channel);
        var command = channel == DownChannel.Command ? EventDecoder.TryReadId(payload) : null;
        var sent = false;
        foreach (var session in device.Sessions)
        {
            // A command may come by the roster and by the greeting; each session hears it once per connection.
            if (command is not null && session.Channel is not null && session.Wants(topic) is not null && !session.MarkCommand(command)) sent = true;
            else if (session.TrySend(topic, payload)) sent = true;
            else if (keep && session.Keep(topic, payload)) _parts.Metrics.Undelivered("kept-line-full");
        }
        return sent;
    }

    /// <summary>Opens the doors: from here on devices may connect.</summary>
    public async Task OpenAsync(CancellationToken cancel)
    {
        await _parts.Sessions.LoadAsync(cancel);
        _hub.Set(online: true);
        Open = true;
    }

    /// <summary>Tells every device that the hub goes, closes all connections and waits for them. Last Wills stay silent: the devices did not go.</summary>
    public async Task CloseAsync()
    {
        Open = false;
        _hub.Set(online: false);
        foreach (var connection in _connections.Keys) connection.SayHubState(_hub.Payload);
        foreach (var connection in _connections.Keys) connection.Close(CloseReason.Stopping);
        var all = Task.WhenAll(_connections.Values);
        if (await Task.WhenAny(all, Task.Delay(TimeSpan.FromSeconds(10), _parts.Time)) != all) Unfinished(_connections.Count);
    }

    /// <summary>Looks after all connections; called once a second.</summary>
    public void Sweep()
    {
        foreach (var connection in _connections.Keys) connection.Sweep();
    }

    private async Task RunAsync(DeviceConnection connection)
    {
        var done = new TaskCompletionSource();
        _connections[connection] = done.Task;
        try
        {
            // A connection that slipped in while the broker closed.
            if (!Open) connection.Close(CloseReason.Stopping);
            await connection.RunAsync();
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            done.SetResult();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "TLS with {Source} failed: {Reason}")]
    private partial void HandshakeFailed(string source, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} device connections did not end within 10 s; they are cut")]
    private partial void Unfinished(int count);
}
