using System.Text.Json;

namespace SafetyHub.DeviceBridge.Mqtt.Codecs;

/// <summary>A device's request to exchange its claim code: <c>{"code"}</c>.</summary>
internal sealed record ProvisioningRequest(string Code);

/// <summary>Reads provisioning requests.</summary>
internal static class ProvisioningDecoder
{
    public static Rejection? TryDecode(ReadOnlySpan<byte> payload, DateTimeOffset receivedAt, out ProvisioningRequest? request) =>
        Decoder.TryRead(payload, receivedAt, Read, out request);

    private static ProvisioningRequest Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload, DateTimeOffset receivedAt)
    {
        JsonFields.ExpectObject(ref reader, "A request");
        string? code = null;
        var seen = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (DeviceWordDecoder.Field(ref reader, ref seen, "code") == 0) code = JsonFields.Text(ref reader, "code", 100);
            else reader.Skip();
        }
        return new ProvisioningRequest(JsonFields.Required(code, "code"));
    }
}
