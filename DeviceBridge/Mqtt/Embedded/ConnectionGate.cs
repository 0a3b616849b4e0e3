using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;
using SafetyHub.DeviceBridge.Mqtt.Intake;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>Counts connections and their rate per source address. What does not pass is closed before a byte of it is read.</summary>
internal sealed class ConnectionGate
{
    private const int Sources = 8_192;
    private readonly ConcurrentDictionary<IPAddress, TokenBucket> _sources = new();
    private readonly MqttLimits _limits;
    private readonly TimeProvider _time;
    private int _open;

    public ConnectionGate(IOptions<MqttOptions> options, TimeProvider time, MqttMetrics metrics)
    {
        (_limits, _time) = (options.Value.Limits, time);
        metrics.Watch("safetyhub.mqtt.connections", "{connection}", "Open connections, signed in or not", () => Volatile.Read(ref _open));
    }

    /// <summary>Lets a connection in; whoever was let in must <see cref="Leave"/>.</summary>
    public bool TryEnter(IPAddress source, out string cause)
    {
        cause = "connections";
        if (Interlocked.Increment(ref _open) <= _limits.Connections)
        {
            cause = "connection-rate";
            // An IPv6 home is a /64; counting single addresses of it would count nothing.
            var bucket = _sources.GetOrAdd(Network(source), static (_, gate) => new TokenBucket(gate._limits.ConnectionsPerSecondPerSource, gate._limits.ConnectionBurstPerSource, gate._time), this);
            if (bucket.TryTake(1, TimeSpan.Zero, out var debt) && debt == TimeSpan.Zero) return true;
        }
        Interlocked.Decrement(ref _open);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _open);

    /// <summary>Keeps the table small. A full table is emptied: for a moment everybody has the whole burst again.</summary>
    public void Sweep()
    {
        if (_sources.Count > Sources) _sources.Clear();
    }

    private static IPAddress Network(IPAddress source)
    {
        if (source.IsIPv4MappedToIPv6) return source.MapToIPv4();
        if (source.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6) return source;
        var bytes = source.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
