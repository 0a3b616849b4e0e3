using System.Text.Json;
using System.Text.Json.Nodes;
using SafetyHub.DeviceBridge.Mqtt.Codecs;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Intake;

/// <summary>
/// Takes the still out of a camera's event (<c>data.still</c>, JPEG in base64), keeps it as evidence and leaves its hash in its place. What is no picture, or
/// cannot be kept, costs the still and not the event. Only the hub names evidence: a hash that a camera sends is taken out.
/// </summary>
internal sealed class EdgeStills(ReceivedStills stills)
{
    private const string Still = "still";
    private const string Evidence = "evidence";

    /// <summary>The event as it is to be stored.</summary>
    public ValueTask<DecodedEvent> KeepAsync(DeviceLink device, DecodedEvent seen, CancellationToken cancel)
    {
        // Cheap for all others: nothing is parsed unless one of the names is there.
        var concerned = device.Kind == DeviceKind.Camera && seen.DataJson is { } data && (data.Contains(Still, StringComparison.Ordinal) || data.Contains(Evidence, StringComparison.Ordinal));
        return concerned ? new(TakeAsync(device.Id, seen, cancel)) : new(seen);
    }

    private async Task<DecodedEvent> TakeAsync(DeviceId camera, DecodedEvent seen, CancellationToken cancel)
    {
        var data = JsonNode.Parse(seen.DataJson!)!.AsObject();
        data.Remove(Evidence);
        if (data.TryGetPropertyValue(Still, out var still))
        {
            data.Remove(Still);
            var hash = Picture(still) is { } jpeg ? await stills.KeepAsync(new StillMoment(camera, seen.Id, seen.At), jpeg, cancel) : null;
            if (hash is not null) data[Evidence] = hash;
        }
        return seen with { DataJson = data.ToJsonString() };
    }

    private static byte[]? Picture(JsonNode? node)
    {
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.String) return null;
        var text = value.GetValue<string>();
        var bytes = new byte[text.Length / 4 * 3 + 3];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length < 4) return null;
        return bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF ? bytes[..length] : null;
    }
}
