using System.Collections.Frozen;
using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>
/// A session of a device: its subscriptions, what waits for it, and the connection while there is one. It outlives the connection when the client asked
/// for that, and the process when it is in the session store.
/// </summary>
internal sealed class DeviceSession(string clientId, DeviceLink device, MqttLimits limits, TimeProvider time)
{
    private const int RememberedCommands = 64;
    private readonly HashSet<string> _sentCommands = new(StringComparer.Ordinal);
    private readonly Lock _commandsLock = new();
    private volatile IDeviceChannel? _channel;

    public string ClientId => clientId;

    public DeviceLink Device => device;

    public Outbox Outbox { get; } = new(limits.Unacknowledged, limits.Waiting, time);

    /// <summary>Topic filters with their QoS; replaced as a whole.</summary>
    public FrozenDictionary<string, int> Subscriptions { get; set; } = FrozenDictionary<string, int>.Empty;

    /// <summary>How long it lives without a connection; zero = it ends with the connection.</summary>
    public TimeSpan Expiry { get; set; }

    /// <summary>When the connection ended, UTC; null while connected.</summary>
    public DateTimeOffset? DisconnectedAt { get; set; }

    public IDeviceChannel? Channel => _channel;

    /// <summary>Begins a connection.</summary>
    public void Attach(IDeviceChannel channel)
    {
        lock (_commandsLock) _sentCommands.Clear();
        DisconnectedAt = null;
        _channel = channel;
    }

    /// <summary>Ends a connection; false when another has taken the session over.</summary>
    public bool Detach(IDeviceChannel channel)
    {
        if (_channel != channel) return false;
        _channel = null;
        DisconnectedAt = time.GetUtcNow();
        // Commands come again from the ledger; keeping them here too would send them twice.
        var commands = DeviceTopics.Of(device.Id, DownChannel.Command);
        Outbox.Rewind(message => message.Topic != commands);
        return true;
    }

    /// <summary>The QoS at which the session wants a topic, or null when it does not.</summary>
    public int? Wants(string topic)
    {
        int? best = null;
        foreach (var (filter, qos) in Subscriptions)
        {
            if (DeviceTopics.Matches(filter, topic)) best = Math.Max(best ?? 0, qos);
        }
        return best;
    }

    /// <summary>Marks a command as sent on this connection; false when it was already. The roster and the greeting may both bring it.</summary>
    public bool MarkCommand(string commandId)
    {
        lock (_commandsLock)
        {
            if (_sentCommands.Count >= RememberedCommands) _sentCommands.Clear();
            return _sentCommands.Add(commandId);
        }
    }

    /// <summary>Sends a message; false when the session does not want it or nobody is connected. A client that does not read its messages is closed.</summary>
    public bool TrySend(string topic, byte[] payload, bool retained = false)
    {
        if (_channel is not { } channel || Wants(topic) is not { } qos) return false;
        if (Outbox.TryAdd(new DownPublish(topic, payload, Math.Min(qos, 1), retained))) channel.Pump();
        else channel.Close(CloseReason.Overflow);
        return true;
    }

    /// <summary>Keeps a message for the next connection. Commands are not kept here, they come again from the ledger. True when an older one had to go.</summary>
    public bool Keep(string topic, byte[] payload)
    {
        if (_channel is not null || Expiry == TimeSpan.Zero || Wants(topic) is not { } qos) return false;
        if (topic == DeviceTopics.Of(device.Id, DownChannel.Command)) return false;
        return Outbox.AddDroppingOldest(new DownPublish(topic, payload, Math.Min(qos, 1), false));
    }
}

/// <summary>A connection as its session sees it.</summary>
internal interface IDeviceChannel
{
    /// <summary>Sends what the outbox holds, as far as the client's window allows. Never waits.</summary>
    void Pump();

    /// <summary>Ends the connection; MQTT 5 clients are told why.</summary>
    void Close(CloseReason reason);
}
