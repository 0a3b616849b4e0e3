using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SafetyHub.Testing.Mqtt;

namespace SafetyHub.Scenarios.Load;

/// <summary>
/// A robot that calls for help again and again and never gives up: it keeps an event until the hub acknowledged it, over any number of
/// reconnections. It knows which events were acknowledged: the set A of the fault matrix.
/// </summary>
/// <param name="id">Device id.</param>
/// <param name="secret">Its secret.</param>
/// <param name="port">Port of the broker.</param>
public sealed class SosDevice(string id, string secret, int port) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte> _acknowledged = new();
    private readonly ConcurrentDictionary<string, byte> _receipts = new();
    private readonly CancellationTokenSource _stop = new();
    private RawMqttClient? _client;
    private long _sent;

    /// <summary>Device id.</summary>
    public string Id => id;

    /// <summary>Ids of the events that were acknowledged (PUBACK seen).</summary>
    public ICollection<string> Acknowledged => _acknowledged.Keys;

    /// <summary>Ids of the events whose receipt came.</summary>
    public ICollection<string> Receipts => _receipts.Keys;

    /// <summary>Publishes that went out, repetitions included.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Sends <paramref name="count"/> events of a type, keeping up to <paramref name="window"/> in flight, until every one is acknowledged.</summary>
    public async Task SendAllAsync(int count, string prefix, int window = 4, string type = "sos.hand-hold")
    {
        using var inFlight = new SemaphoreSlim(window);
        var all = Enumerable.Range(0, count).Select(async n =>
        {
            await inFlight.WaitAsync(_stop.Token);
            try
            {
                await SendUntilAcknowledgedAsync($"{prefix}-{n.ToString("D6", CultureInfo.InvariantCulture)}", type);
            }
            finally
            {
                inFlight.Release();
            }
        });
        await Task.WhenAll(all);
    }

    /// <summary>Sends one event until it is acknowledged.</summary>
    public async Task SendUntilAcknowledgedAsync(string eventId, string type)
    {
        var payload = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { id = eventId, at = DateTimeOffset.UtcNow, type, data = new { seconds = 3.2 } }));
        while (true)
        {
            _stop.Token.ThrowIfCancellationRequested();
            try
            {
                var client = await ConnectedAsync();
                Interlocked.Increment(ref _sent);
                await client.PublishAsync($"safetyhub/v1/{id}/event", payload).WaitAsync(TimeSpan.FromSeconds(15), _stop.Token);
                _acknowledged[eventId] = 0;
                return;
            }
            catch (Exception fault) when (fault is IOException or TimeoutException or System.Net.Sockets.SocketException or ObjectDisposedException or InvalidOperationException)
            {
                await Task.Delay(50, _stop.Token);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_client is not null) await _client.DisposeAsync();
        _stop.Dispose();
    }

    private readonly SemaphoreSlim _connecting = new(1, 1);

    private async Task<RawMqttClient> ConnectedAsync()
    {
        await _connecting.WaitAsync(_stop.Token);
        try
        {
            if (_client is { Closed.IsCompleted: false }) return _client;
            if (_client is not null) await _client.DisposeAsync();
            _client = null;
            var client = new RawMqttClient { Received = OnMessage };
            try
            {
                if (await client.ConnectAsync(port, id, id, secret).WaitAsync(TimeSpan.FromSeconds(5), _stop.Token) is not 0 and var code) throw new IOException($"The broker refused the connection with code {code}");
                await client.SubscribeAsync($"safetyhub/v1/{id}/receipt");
            }
            catch
            {
                await client.DisposeAsync();
                throw;
            }
            return _client = client;
        }
        finally
        {
            _connecting.Release();
        }
    }

    private void OnMessage(string topic, byte[] payload)
    {
        using var receipt = JsonDocument.Parse(payload);
        _receipts[receipt.RootElement.GetProperty("id").GetString()!] = 0;
    }
}
