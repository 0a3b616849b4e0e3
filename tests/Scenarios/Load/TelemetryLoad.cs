using System.Diagnostics;
using System.Globalization;
using System.Text;
using SafetyHub.Testing.Mqtt;

namespace SafetyHub.Scenarios.Load;

/// <summary>What a load run did.</summary>
/// <param name="Offered">Messages that were due.</param>
/// <param name="Acknowledged">Messages whose PUBACK came.</param>
/// <param name="Elapsed">How long it ran.</param>
/// <param name="PubAck">Publish to PUBACK.</param>
public sealed record LoadResult(long Offered, long Acknowledged, TimeSpan Elapsed, LatencySummary PubAck)
{
    /// <summary>Acknowledged messages per second.</summary>
    public double Rate => Acknowledged / Elapsed.TotalSeconds;
}

/// <summary>Many devices that publish telemetry at QoS 1 at a steady rate: an open loop, so that a slow hub is seen as late, not as less load.</summary>
public sealed class TelemetryLoad : IAsyncDisposable
{
    private const int MostAttempts = 200;
    private readonly List<Sender> _senders = [];

    /// <summary>Connects the devices; each also subscribes to its commands as a real one does.</summary>
    public async Task ConnectAsync(IReadOnlyList<(string Id, string Secret)> devices, int port)
    {
        foreach (var (id, secret) in devices)
        {
            var client = await AdmittedAsync(id, secret, port);
            await client.SubscribeAsync($"safetyhub/v1/{id}/command");
            _senders.Add(new Sender(client, $"safetyhub/v1/{id}/telemetry", _senders.Count));
        }
    }

    // The broker admits so many connections a second from one address and closes the rest: a device tries again.
    private static async Task<RawMqttClient> AdmittedAsync(string id, string secret, int port)
    {
        for (var attempt = 1; ; attempt++)
        {
            var client = new RawMqttClient();
            try
            {
                if (await client.ConnectAsync(port, id, id, secret) is not 0 and var code) throw new InvalidOperationException($"'{id}' was refused with code {code}");
                return client;
            }
            catch (Exception closed) when (closed is IOException or System.Net.Sockets.SocketException && attempt < MostAttempts)
            {
                await client.DisposeAsync();
                await Task.Delay(Random.Shared.Next(50, 250));
            }
        }
    }

    /// <summary>Publishes <paramref name="perSecond"/> messages a second over all connections.</summary>
    /// <param name="perSecond">Messages a second in all.</param>
    /// <param name="duration">How long.</param>
    /// <param name="mostInFlight">Messages in flight per connection; past it a connection waits, and the run is late.</param>
    public async Task<LoadResult> RunAsync(int perSecond, TimeSpan duration, int mostInFlight = 20)
    {
        var latencies = new Latencies();
        var clock = Stopwatch.StartNew();
        var acknowledged = 0L;
        var pending = new List<Task>();
        var offered = 0L;
        while (clock.Elapsed < duration)
        {
            var due = (long)(clock.Elapsed.TotalSeconds * perSecond);
            for (; offered < due; offered++)
            {
                var sender = _senders[(int)(offered % _senders.Count)];
                if (sender.Client.Unacknowledged < mostInFlight) pending.Add(PublishAsync(sender));
            }
            await Task.Delay(1);
            if (pending.Count > 20_000) pending.RemoveAll(p => p.IsCompletedSuccessfully);
        }
        var elapsed = clock.Elapsed;
        await Task.WhenAny(Task.WhenAll(pending), Task.Delay(TimeSpan.FromSeconds(15)));
        return new LoadResult(offered, Interlocked.Read(ref acknowledged), elapsed, latencies.Summarise());

        async Task PublishAsync(Sender sender)
        {
            var start = Stopwatch.GetTimestamp();
            await sender.Client.PublishAsync(sender.Topic, sender.NextPayload());
            latencies.AddSince(start);
            Interlocked.Increment(ref acknowledged);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var sender in _senders) await sender.Client.DisposeAsync();
    }

    /// <summary>One device: it counts its own messages, and its battery runs down as a battery does.</summary>
    private sealed class Sender(RawMqttClient client, string topic, int number)
    {
        private const int MessagesPerPercent = 600;

        private long _sequence;

        public RawMqttClient Client => client;

        public string Topic => topic;

        public byte[] NextPayload()
        {
            var n = _sequence++;
            var battery = 100 - (number + n / MessagesPerPercent) % 90;
            var values = string.Create(CultureInfo.InvariantCulture,
                $"\"motion\":{n % 7},\"battery\":{battery},\"temperature\":{21.5 + n % 10 * 0.1:F1},\"humidity\":{40 + n % 20},\"rssi\":-{50 + n % 30},\"charging\":false");
            var at = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            return Encoding.UTF8.GetBytes("{\"at\":\"" + at + "\",\"seq\":" + n.ToString(CultureInfo.InvariantCulture) + ",\"values\":{" + values + "}}");
        }
    }
}
