using SafetyHub.DeviceBridge.Mqtt.Codecs;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>What <c>_hub/state</c> says now.</summary>
internal sealed class HubState(TimeProvider time)
{
    private volatile byte[] _payload = DownPayloads.HubState(online: false, time.GetUtcNow());

    public byte[] Payload => _payload;

    public void Set(bool online) => _payload = DownPayloads.HubState(online, time.GetUtcNow());
}
