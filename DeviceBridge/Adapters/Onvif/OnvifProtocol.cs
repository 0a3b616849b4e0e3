using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Mqtt;
using SafetyHub.DeviceBridge.Mqtt.Codecs;

namespace SafetyHub.DeviceBridge.Adapters.Onvif;

/// <summary>
/// ONVIF events over MQTT as JSON (<c>onvif-ej</c>). A property is published retained: with true it begins, with false or with an empty payload (the
/// property is deleted) it ends. What has no state happens and is over.
/// </summary>
internal sealed class OnvifProtocol(string prefix) : IForeignProtocol
{
    private readonly string _filter = prefix + "/onvif-ej/#";

    public IReadOnlyList<string> Filters => [_filter];

    /// <summary>The rules of the standard that have an event type of the hub's; for falls, fights and fire it has no topic.</summary>
    public IReadOnlyList<AdapterRule> StandardRules { get; } =
    [
        Rule("RuleEngine/FieldDetector/ObjectsInside", "intrusion"),
        Rule("RuleEngine/LineDetector/Crossed", "intrusion"),
        Rule("RuleEngine/LoiteringDetector/ObjectIsLoitering", "loitering"),
        Rule("RuleEngine/ObjectAbandoned", "abandoned"),
        Rule("RuleEngine/TamperDetector/Tamper", "camera.blind"),
        Rule("VideoSource/ImageTooDark", "camera.blind"),
        Rule("VideoSource/ImageTooBright", "camera.blind"),
        Rule("VideoSource/ImageTooBlurry", "camera.blind"),
        Rule("VideoSource/SignalLoss", "camera.blind"),
        Rule("VideoSource/GlobalSceneChange", "camera.moved"),
    ];

    public bool TellsAvailability => false;

    public bool NamesTopics => true;

    public bool Owns(string topic) => DeviceTopics.Matches(_filter, topic);

    public ForeignReading Read(ForeignMessage message)
    {
        if (!Owns(message.Topic)) return NothingToDo.Instance;
        if (DeviceTopics.Malformed(message.Topic) is not null || OnvifTopic.TryRead(message.Topic) is not { } topic)
            return ForeignJson.Refuse(RejectionCause.UnknownTopic, "The topic is not {camera}/onvif-ej/{topic}[/&{source}]");
        return message.Payload.IsEmpty ? Deleted(topic, message) : ForeignJson.Read(message.Payload, root => ReadEvent(topic, message, root));
    }

    private static Sighting Deleted(OnvifTopic topic, ForeignMessage message) => new()
    {
        Camera = topic.Camera,
        Source = topic.FirstSource,
        On = topic.Path,
        Key = "",
        Property = message.Topic,
        Phase = SightingPhase.Ends,
        Labels = topic.Rule is { } rule ? [rule] : [],
        Deleted = true,
        Retained = message.Retained,
    };

    private static Sighting ReadEvent(OnvifTopic topic, ForeignMessage message, JsonElement root)
    {
        var at = Time(ForeignJson.Text(root, "UtcTime", 40) ?? ForeignJson.Text(root, "@UtcTime", 40));
        var (source, data) = (OnvifItems.Read(root, "Source"), OnvifItems.Read(root, "Data"));
        var rule = source.Text("Rule", "RuleName") ?? topic.Rule;
        var (deleted, state) = (ForeignJson.Text(root, "PropertyOperation", 20) is "Deleted", data.State());
        return new Sighting
        {
            Camera = topic.Camera,
            Source = source.Text("VideoSource", "VideoSourceConfigurationToken", "VideoSourceToken", "Source") ?? topic.FirstSource,
            On = topic.Path,
            Key = KeyOf(message.Topic, data.Text("ObjectId"), at),
            Property = message.Topic,
            Phase = deleted || state is false ? SightingPhase.Ends : SightingPhase.Begins,
            At = at,
            Labels = rule is null ? [] : [rule],
            Track = data.Text("ObjectId"),
            IsState = state is not null,
            Deleted = deleted,
            Retained = message.Retained,
        };
    }

    /// <summary>The standard gives an event no id. Camera, topic, source, object and time make one that is the same when the message comes again.</summary>
    private static string KeyOf(string topic, string? track, DateTimeOffset at)
    {
        var origin = string.Create(CultureInfo.InvariantCulture, $"{topic}\n{track}\n{at.UtcTicks}");
        return "ov-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)).AsSpan(0, 12));
    }

    /// <summary>UTC by its name, so a time without a zone is UTC.</summary>
    private static DateTimeOffset Time(string? text) =>
        DateTimeOffset.TryParse(ForeignJson.Required(text, "UtcTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUniversalTime()
            : throw new RejectedPayloadException(RejectionCause.BadRange, "'UtcTime' is no time such as 2026-01-02T03:04:05Z");

    private static AdapterRule Rule(string on, string type) => new(on, [], [], [], null, null, type, null);
}
