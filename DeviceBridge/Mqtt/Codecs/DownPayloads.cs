using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SafetyHub.Devices;
using SafetyHub.Signals;

namespace SafetyHub.DeviceBridge.Mqtt.Codecs;

/// <summary>Writes what goes down to devices, as the device contract states it.</summary>
internal static class DownPayloads
{
    // Korean text goes out as UTF-8, not as \uXXXX: small devices speak what they read.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Receipt(EventReceipt receipt) => Write(json =>
    {
        json.WriteString("id", receipt.EventId);
        json.WriteString("status", receipt.Status switch
        {
            ReceiptStatus.Accepted => "accepted",
            ReceiptStatus.Duplicate => "duplicate",
            _ => "rejected",
        });
        if (receipt.IncidentId is not null) json.WriteString("incidentId", receipt.IncidentId);
        if (receipt.Reason is not null) json.WriteString("reason", receipt.Reason);
        if (receipt.Say is not null) json.WriteString("say", receipt.Say);
    });

    public static byte[] Rejected(string? messageId, Rejection rejection) => Write(json =>
    {
        json.WriteString("id", messageId);
        json.WriteString("status", "rejected");
        json.WriteString("reason", $"{rejection.Cause}: {rejection.Detail}");
    });

    public static byte[] Command(DeviceCommand command) => Write(json =>
    {
        json.WriteString("id", command.Id);
        json.WriteString("type", command.Type);
        json.WritePropertyName("data");
        json.WriteRawValue(command.DataJson);
        json.WriteString("expiresAt", command.ExpiresAt);
    });

    public static byte[] HubState(bool online, DateTimeOffset at) => Write(json =>
    {
        json.WriteBoolean("online", online);
        json.WriteString("at", at);
    });

    public static byte[] Birth(DeviceBirth birth) => Write(json =>
    {
        if (birth.Model is not null) json.WriteString("model", birth.Model);
        if (birth.Vendor is not null) json.WriteString("vendor", birth.Vendor);
        if (birth.Firmware is not null) json.WriteString("firmware", birth.Firmware);
        if (birth.BootId is not null) json.WriteString("bootId", birth.BootId);
        json.WriteStartArray("capabilities");
        foreach (var capability in birth.Capabilities) json.WriteStringValue(capability);
        json.WriteEndArray();
    });

    public static byte[] State(DeviceState state, string? bootId) => Write(json =>
    {
        // Silence is the hub's own finding; to the outside it is a lost device.
        json.WriteString("state", state == DeviceState.Silent ? "lost" : state.ToString().ToLowerInvariant());
        if (bootId is not null) json.WriteString("bootId", bootId);
    });

    public static byte[] Provisioned(DeviceId device, string secret) => Write(json =>
    {
        json.WriteString("status", "accepted");
        json.WriteString("id", device.Value);
        json.WriteString("secret", secret);
    });

    public static byte[] NotProvisioned(string reason) => Write(json =>
    {
        json.WriteString("status", "rejected");
        json.WriteString("reason", reason);
    });

    private static byte[] Write(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
