using System.Text;
using System.Text.Json;

namespace SafetyHub.Grains.Devices;

/// <summary>Checks the settings that the hub wants a device to have. Fields that the hub does not know pass through to the device.</summary>
internal static class DesiredConfiguration
{
    private const int MaxBytes = 16 * 1024;
    private const int LeastHeartbeatSeconds = 10;
    private const int MostHeartbeatSeconds = 3600;

    /// <summary>The heartbeat that the settings name, or null for the default.</summary>
    /// <exception cref="ArgumentException">The settings are not what the contract states.</exception>
    public static int? Check(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (Encoding.UTF8.GetByteCount(json) > MaxBytes) throw new ArgumentException($"The configuration must have at most {MaxBytes} bytes", nameof(json));
        using var document = Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new ArgumentException("The configuration must be a JSON object", nameof(json));
        MustBe(root, "inactivity", JsonValueKind.Object);
        MustBe(root, "schedules", JsonValueKind.Array);
        return HeartbeatOf(root);
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException fault)
        {
            throw new ArgumentException("The configuration must be a JSON object", nameof(json), fault);
        }
    }

    private static int? HeartbeatOf(JsonElement root)
    {
        if (!root.TryGetProperty("heartbeatSeconds", out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var seconds)
            && seconds is >= LeastHeartbeatSeconds and <= MostHeartbeatSeconds) return seconds;
        throw new ArgumentException($"heartbeatSeconds must be a whole number from {LeastHeartbeatSeconds} to {MostHeartbeatSeconds}", nameof(root));
    }

    private static void MustBe(JsonElement root, string name, JsonValueKind kind)
    {
        if (root.TryGetProperty(name, out var value) && value.ValueKind != kind)
        {
            throw new ArgumentException($"{name} must be a JSON {(kind == JsonValueKind.Array ? "array" : "object")}", nameof(root));
        }
    }
}
