using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Api;

/// <summary>
/// The connections of the live feed. Each has its own bounded queue and sender, so a client that stops reading delays nobody:
/// when its queue is full it is disconnected, and catches up with <c>Since</c> when it comes back.
/// </summary>
public sealed class IncidentAudience : IDisposable
{
    private const int MostWaiting = 1024;

    private readonly ConcurrentDictionary<string, Listener> _listeners = new();
    private readonly IHubContext<IncidentHub> _hub;
    private readonly IIncidentWording _words;
    private readonly ILogger<IncidentAudience> _log;
    private readonly IDisposable _subscription;

    /// <summary>Starts to follow the web host's feed.</summary>
    public IncidentAudience(IIncidentFeed feed, IHubContext<IncidentHub> hub, IIncidentWording words, ILogger<IncidentAudience> log)
    {
        _hub = hub;
        _words = words;
        _log = log;
        _subscription = feed.OnChanged(Offer);
    }

    internal void Join(HubCallerContext connection, CultureInfo culture)
    {
        var listener = new Listener(connection, culture, Channel.CreateBounded<IncidentSnapshot>(new BoundedChannelOptions(MostWaiting) { SingleReader = true }));
        if (_listeners.TryAdd(connection.ConnectionId, listener)) _ = SendAsync(listener);
    }

    internal void Leave(string connectionId)
    {
        if (_listeners.TryRemove(connectionId, out var listener)) listener.Waiting.Writer.TryComplete();
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private void Offer(IncidentSnapshot incident)
    {
        foreach (var listener in _listeners.Values)
        {
            if (listener.Waiting.Writer.TryWrite(incident) || listener.Connection.ConnectionAborted.IsCancellationRequested) continue;
            _log.LogWarning("Live connection {Connection} does not read: {Waiting} changes wait; it is closed and may catch up", listener.Connection.ConnectionId, MostWaiting);
            listener.Connection.Abort();
        }
    }

    private async Task SendAsync(Listener listener)
    {
        var cancel = listener.Connection.ConnectionAborted;
        try
        {
            var client = _hub.Clients.Client(listener.Connection.ConnectionId);
            await foreach (var incident in listener.Waiting.Reader.ReadAllAsync(cancel))
            {
                await client.SendAsync(IncidentHub.IncidentChanged, IncidentView.Of(incident, _words, listener.Culture), incident.Change, cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            _log.LogDebug("Live connection {Connection} ended", listener.Connection.ConnectionId);
        }
        catch (Exception fault)
        {
            _log.LogWarning(fault, "Live connection {Connection} could not be served and is closed", listener.Connection.ConnectionId);
            listener.Connection.Abort();
        }
    }

    private sealed record Listener(HubCallerContext Connection, CultureInfo Culture, Channel<IncidentSnapshot> Waiting);
}
