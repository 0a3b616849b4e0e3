using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Intake;

/// <summary>
/// The devices this bridge hears from. Only registered devices get in, so an unknown id never reaches a grain; a device that has no session and was
/// not heard for ten minutes goes out, so the size follows the devices that are alive.
/// </summary>
internal sealed class DeviceDirectory
{
    private static readonly TimeSpan Forget = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, DeviceLink> _links = new(StringComparer.Ordinal);
    private readonly IDeviceRegistry _registry;
    private readonly IGrainFactory _grains;
    private readonly DeviceRates _rates;
    private readonly TimeProvider _time;

    public DeviceDirectory(IDeviceRegistry registry, IGrainFactory grains, IOptions<MqttOptions> options, TimeProvider time, MqttMetrics metrics)
    {
        _registry = registry;
        _grains = grains;
        _rates = new DeviceRates(options.Value.Limits, time);
        _time = time;
        metrics.Watch("safetyhub.mqtt.devices", "{device}", "Devices this bridge hears from", () => _links.Count);
    }

    public IEnumerable<DeviceLink> All => _links.Values;

    public DeviceLink? Find(DeviceId id) => _links.GetValueOrDefault(id.Value);

    /// <summary>The link of a registration that was just read.</summary>
    public DeviceLink Of(DeviceRegistration registration) =>
        _links.GetOrAdd(registration.Id.Value, static (_, a) => new DeviceLink(a.registration, a.self._grains, a.self._rates), (registration, self: this));

    /// <summary>The link of an id from outside, or null when nobody registered it.</summary>
    public async ValueTask<DeviceLink?> FindRegisteredAsync(string text, CancellationToken cancel)
    {
        if (_links.TryGetValue(text, out var link)) return link;
        if (!DeviceId.TryParse(text, out var id)) return null;
        var registration = await _registry.FindAsync(id, cancel);
        return registration is null ? null : Of(registration);
    }

    /// <summary>Forgets devices that went away.</summary>
    public void Sweep()
    {
        foreach (var (id, link) in _links)
        {
            if (link.Sessions.Length > 0 || !link.Telemetry.IsEmpty || _time.GetElapsedTime(link.LastHeard) < Forget) continue;
            _links.TryRemove(new KeyValuePair<string, DeviceLink>(id, link));
        }
    }
}
