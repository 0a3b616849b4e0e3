using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>
/// Listens on Kestrel's socket transport with TCP and, where a certificate is configured, TLS. The transport is used directly, not by Kestrel's endpoints,
/// so that the web server's own addresses (ASPNETCORE_URLS) stay in force. Starts when everything else has started, stops first.
/// </summary>
internal sealed partial class MqttListener(EmbeddedBroker broker, SessionTable sessions, Intake.DeviceDirectory devices, ConnectionGate gate, FailureLedger failures,
    IOptions<MqttOptions> options, TimeProvider time, MqttMetrics metrics, ILoggerFactory logs, ILogger<MqttListener> log)
    : IHostedLifecycleService, IAsyncDisposable
{
    private readonly List<IConnectionListener> _listeners = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = [];

    /// <summary>Where devices connect without TLS; null when that is off or not yet started.</summary>
    public IPEndPoint? Plain { get; private set; }

    /// <summary>Where devices connect with TLS; null when that is off or not yet started.</summary>
    public IPEndPoint? Secure { get; private set; }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The silo and the storage run by now; a port that is taken stops the start.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var (settings, address) = (options.Value, IPAddress.Parse(options.Value.BindAddress));
        await broker.OpenAsync(cancellationToken);
        if (settings.PlainTcp) Plain = await ListenAsync(new IPEndPoint(address, settings.Port), null, cancellationToken);
        if (settings.Tls.CertificatePath is not null)
            Secure = await ListenAsync(new IPEndPoint(address, settings.Tls.Port), new TlsFront(settings.Tls), cancellationToken);
        _loops.Add(SweepAsync());
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        foreach (var listener in _listeners) await listener.UnbindAsync(cancellationToken);
        await broker.CloseAsync();
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners) await listener.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task<IPEndPoint> ListenAsync(IPEndPoint endpoint, TlsFront? tls, CancellationToken cancel)
    {
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions
        {
            // Nothing of a client is held beyond one packet; the transport's own default is 1 MiB a connection.
            MaxReadBufferSize = 128 * 1024,
            MaxWriteBufferSize = 64 * 1024,
            WaitForDataBeforeAllocatingBuffer = true,
        }), logs);
        var listener = await transport.BindAsync(endpoint, cancel);
        _listeners.Add(listener);
        _loops.Add(AcceptAsync(listener, tls));
        var bound = (IPEndPoint)listener.EndPoint;
        Listening(tls is null ? "MQTT" : "MQTT over TLS", bound);
        return bound;
    }

    private async Task AcceptAsync(IConnectionListener listener, TlsFront? tls)
    {
        while (true)
        {
            ConnectionContext? connection;
            try
            {
                connection = await listener.AcceptAsync();
            }
            catch (Exception error) when (!_stopping.IsCancellationRequested)
            {
                // Edge of the loop: for example no file descriptors left. Connected devices go on; a second later it is tried again.
                metrics.Fault("accept");
                NotAccepted(error);
                await Task.Delay(TimeSpan.FromSeconds(1), time);
                continue;
            }
            if (connection is null) return;
            _ = broker.RunAsync(connection, (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None, tls, null);
        }
    }

    private async Task SweepAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        try
        {
            for (var turn = 1; await timer.WaitForNextTickAsync(_stopping.Token); turn++) await SweepAsync(turn);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The broker stops.
        }
    }

    private async Task SweepAsync(int turn)
    {
        try
        {
            broker.Sweep();
            if (turn % 30 != 0) return;
            gate.Sweep();
            failures.Sweep();
            devices.Sweep();
            await sessions.SweepAsync();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Edge of the loop: the next turn comes in a second.
            metrics.Fault("sweep");
            NotSwept(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{What} on {Endpoint}")]
    private partial void Listening(string what, IPEndPoint endpoint);

    [LoggerMessage(Level = LogLevel.Error, Message = "A connection could not be accepted; the next attempt follows in 1 s")]
    private partial void NotAccepted(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The look after connections and sessions failed; the next follows in 1 s")]
    private partial void NotSwept(Exception error);
}
