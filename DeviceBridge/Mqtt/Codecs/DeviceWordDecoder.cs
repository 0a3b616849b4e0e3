using System.Text.Json;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Codecs;

/// <summary>What a device says of itself: its birth, its state, its answer to a command.</summary>
internal static class DeviceWordDecoder
{
    private const int CapabilityLimit = 64;

    public static Rejection? TryDecodeBirth(ReadOnlySpan<byte> payload, DateTimeOffset receivedAt, out DeviceBirth? birth) =>
        Decoder.TryRead(payload, receivedAt, ReadBirth, out birth);

    public static Rejection? TryDecodeState(ReadOnlySpan<byte> payload, DateTimeOffset receivedAt, out DeviceStateReport? report) =>
        Decoder.TryRead(payload, receivedAt, ReadState, out report);

    public static Rejection? TryDecodeReply(ReadOnlySpan<byte> payload, DateTimeOffset receivedAt, out CommandReply? reply) =>
        Decoder.TryRead(payload, receivedAt, ReadReply, out reply);

    private static DeviceBirth ReadBirth(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload, DateTimeOffset receivedAt)
    {
        JsonFields.ExpectObject(ref reader, "A birth");
        string? model = null, vendor = null, firmware = null, bootId = null;
        IReadOnlyList<string> capabilities = [];
        var seen = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            switch (Field(ref reader, ref seen, "model", "vendor", "firmware", "bootId", "capabilities"))
            {
                case 0: model = JsonFields.Text(ref reader, "model", 100); break;
                case 1: vendor = JsonFields.Text(ref reader, "vendor", 100); break;
                case 2: firmware = JsonFields.Text(ref reader, "firmware", 100); break;
                case 3: bootId = JsonFields.Id(ref reader, "bootId"); break;
                case 4: capabilities = ReadCapabilities(ref reader); break;
                default: reader.Skip(); break;
            }
        }
        return new DeviceBirth(model, vendor, firmware, bootId, capabilities, receivedAt);
    }

    private static List<string> ReadCapabilities(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return [];
        if (reader.TokenType != JsonTokenType.StartArray) throw new RejectedPayloadException(RejectionCause.BadType, "'capabilities' must be an array of texts");
        var capabilities = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (capabilities.Count == CapabilityLimit) throw new RejectedPayloadException(RejectionCause.TooMany, $"'capabilities' holds more than {CapabilityLimit} entries");
            capabilities.Add(JsonFields.Required(JsonFields.Text(ref reader, "capabilities", 64), "capabilities"));
        }
        return capabilities;
    }

    private static DeviceStateReport ReadState(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload, DateTimeOffset receivedAt)
    {
        JsonFields.ExpectObject(ref reader, "A state");
        string? state = null, bootId = null, reason = null;
        var seen = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            switch (Field(ref reader, ref seen, "state", "bootId", "reason"))
            {
                case 0: state = JsonFields.Text(ref reader, "state", 20); break;
                case 1: bootId = JsonFields.Id(ref reader, "bootId"); break;
                case 2: reason = JsonFields.Text(ref reader, "reason", 200); break;
                default: reader.Skip(); break;
            }
        }
        var parsed = JsonFields.Required(state, "state") switch
        {
            "online" => DeviceState.Online,
            "sleeping" => DeviceState.Sleeping,
            "stopped" => DeviceState.Stopped,
            "lost" => DeviceState.Lost,
            _ => throw new RejectedPayloadException(RejectionCause.BadRange, "'state' must be online, sleeping, stopped or lost"),
        };
        return new DeviceStateReport(parsed, bootId, reason, receivedAt);
    }

    private static CommandReply ReadReply(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload, DateTimeOffset receivedAt)
    {
        JsonFields.ExpectObject(ref reader, "A reply");
        string? id = null, status = null, data = null;
        var seen = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            switch (Field(ref reader, ref seen, "id", "status", "data"))
            {
                case 0: id = JsonFields.Id(ref reader, "id"); break;
                case 1: status = JsonFields.Text(ref reader, "status", 20); break;
                case 2: data = JsonFields.Object(ref reader, payload, "data"); break;
                default: reader.Skip(); break;
            }
        }
        var parsed = JsonFields.Required(status, "status") switch
        {
            "done" => CommandState.Done,
            "failed" => CommandState.Failed,
            "expired" => CommandState.Expired,
            _ => throw new RejectedPayloadException(RejectionCause.BadRange, "'status' must be done, failed or expired"),
        };
        return new CommandReply(JsonFields.Required(id, "id"), parsed, data, receivedAt);
    }

    /// <summary>Which of the names stands here, moved on to its value; -1 (not moved on) for a field the contract does not know.</summary>
    internal static int Field(ref Utf8JsonReader reader, ref int seen, params ReadOnlySpan<string> names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (!reader.ValueTextEquals(names[i])) continue;
            JsonFields.Once(ref seen, 1 << i, names[i]);
            reader.Read();
            return i;
        }
        return -1;
    }
}
