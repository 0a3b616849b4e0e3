namespace SafetyHub.Devices;

/// <summary>Keeps the persistent MQTT sessions of the embedded broker over a restart.</summary>
public interface IMqttSessionStore
{
    /// <summary>Adds or replaces a session.</summary>
    Task SaveAsync(MqttSessionRecord session, CancellationToken cancel);

    /// <summary>Forgets a session.</summary>
    Task RemoveAsync(string clientId, CancellationToken cancel);

    /// <summary>All sessions; at most 200,000.</summary>
    Task<IReadOnlyList<MqttSessionRecord>> LoadAsync(CancellationToken cancel);
}

/// <summary>A persistent session.</summary>
/// <param name="ClientId">MQTT client id.</param>
/// <param name="Device">The device that owns it.</param>
/// <param name="Subscriptions">Topic filters with their QoS (0 to 2).</param>
/// <param name="ExpiresAt">When it lapses while nobody is connected, UTC; null = after the broker's longest session time.</param>
public sealed record MqttSessionRecord(string ClientId, DeviceId Device, IReadOnlyDictionary<string, int> Subscriptions, DateTimeOffset? ExpiresAt);
