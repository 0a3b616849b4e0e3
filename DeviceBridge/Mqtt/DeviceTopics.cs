using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt;

/// <summary>What a device may publish.</summary>
internal enum UpTopic
{
    Unknown = 0,
    Birth,
    State,
    Telemetry,
    Event,
    Reply,
}

/// <summary>The topics of the device contract.</summary>
internal static class DeviceTopics
{
    public const string Root = "safetyhub/v1/";
    public const string HubState = Root + "_hub/state";

    public static string Of(DeviceId device, string name) => string.Concat(Root, device.Value, "/", name);

    public static string Of(DeviceId device, DownChannel channel) => Of(device, channel switch
    {
        DownChannel.Command => "command",
        DownChannel.Config => "config",
        DownChannel.Receipt => "receipt",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "Unknown channel"),
    });

    public static string ProvisionRequest(string claimId) => $"{Root}_provision/{claimId}/request";

    public static string ProvisionResponse(string claimId) => $"{Root}_provision/{claimId}/response";

    /// <summary>What follows <c>safetyhub/v1/{id}/</c>.</summary>
    public static UpTopic ParseName(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("telemetry"u8)) return UpTopic.Telemetry;
        if (name.SequenceEqual("event"u8)) return UpTopic.Event;
        if (name.SequenceEqual("state"u8)) return UpTopic.State;
        if (name.SequenceEqual("birth"u8)) return UpTopic.Birth;
        return name.SequenceEqual("command/reply"u8) ? UpTopic.Reply : UpTopic.Unknown;
    }

    /// <summary>Whether it is a topic that the hub itself publishes on.</summary>
    public static bool IsOfTheHub(string topic)
    {
        if (topic == HubState) return true;
        var rest = topic.StartsWith(Root, StringComparison.Ordinal) ? topic.AsSpan(Root.Length) : [];
        return rest.IndexOf('/') is > 0 and var slash && rest[(slash + 1)..] is "receipt" or "command" or "config";
    }

    /// <summary>Whether it belongs to the exchange of a claim for a secret.</summary>
    public static bool IsProvisioning(string topic) => topic.StartsWith(Root + "_provision/", StringComparison.Ordinal);

    /// <summary>Why a topic could not be a topic at all, or null. What passes here may still be unknown or somebody else's.</summary>
    public static string? Malformed(string topic)
    {
        if (topic.Length == 0) return "the topic is empty";
        if (topic.Length > 1_024) return "the topic is longer than 1,024 characters";
        foreach (var c in topic)
        {
            if (c is '+' or '#') return "the topic holds a wildcard";
            if (char.IsControl(c) || char.IsSurrogate(c) || c == '\uFFFD') return "the topic holds a control character or text that is not UTF-8";
        }
        if (topic[0] == '$') return "topics that begin with $ belong to brokers";
        return topic.Contains("//", StringComparison.Ordinal) || topic[0] == '/' || topic[^1] == '/' ? "the topic has an empty level" : null;
    }

    /// <summary>Whether a filter is well formed, as MQTT states it.</summary>
    public static bool IsFilter(string filter)
    {
        if (filter.Length is 0 or > 1_024) return false;
        var levels = filter.Split('/');
        for (var i = 0; i < levels.Length; i++)
        {
            var level = levels[i];
            if (level.Length > 1 && level.AsSpan().ContainsAny('+', '#')) return false;
            if (level == "#" && i != levels.Length - 1) return false;
            if (level.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c == '\uFFFD')) return false;
        }
        return true;
    }

    /// <summary>Whether a topic falls under a well-formed filter.</summary>
    public static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> topic)
    {
        while (true)
        {
            var f = filter.IndexOf('/');
            var t = topic.IndexOf('/');
            var filterLevel = f < 0 ? filter : filter[..f];
            var topicLevel = t < 0 ? topic : topic[..t];
            if (filterLevel is "#") return true;
            if (filterLevel is not "+" && !filterLevel.SequenceEqual(topicLevel)) return false;
            if (f < 0 || t < 0) return f < 0 && t < 0 || t < 0 && filter[(f + 1)..] is "#";
            filter = filter[(f + 1)..];
            topic = topic[(t + 1)..];
        }
    }
}
