using System.Text;
using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Mqtt.Codecs;

namespace SafetyHub.DeviceBridge.Adapters.Frigate;

/// <summary>
/// Frigate 0.14 to 0.18: tracked objects on <c>events</c>, review items on <c>reviews</c>, the system's word on <c>available</c>, and since 0.17 each
/// stream's on <c>{camera}/status/detect</c>. All else under its prefix is left alone.
/// </summary>
internal sealed class FrigateProtocol(string prefix) : IForeignProtocol
{
    public const string Events = "events";
    public const string Reviews = "reviews";

    private readonly string _root = prefix + "/";

    public IReadOnlyList<string> Filters => [_root + "available", _root + Events, _root + Reviews, _root + "+/status/detect"];

    /// <summary>What Frigate's owner has marked as worth an alert, where a person is in it.</summary>
    public IReadOnlyList<AdapterRule> StandardRules { get; } = [new(Reviews, ["person"], [], [], null, "alert", "intrusion", null)];

    public bool TellsAvailability => true;

    public bool NamesTopics => false;

    public bool Owns(string topic) => topic.StartsWith(_root, StringComparison.Ordinal);

    public ForeignReading Read(ForeignMessage message)
    {
        if (!Owns(message.Topic)) return NothingToDo.Instance;
        return message.Topic[_root.Length..] switch
        {
            "available" => State(message) is { } state ? new SystemWord(state) : Unknown("available"),
            // Neither is published retained; what is kept all the same tells of something that may be long over.
            Events when !message.Retained => ForeignJson.Read(message.Payload, FrigateDecoder.ReadEvent),
            Reviews when !message.Retained => ForeignJson.Read(message.Payload, FrigateDecoder.ReadReview),
            var rest when CameraOfStatus(rest) is { } camera => State(message) is { } state ? new CameraWord(camera, state) : Unknown(rest),
            _ => NothingToDo.Instance,
        };
    }

    private static string? CameraOfStatus(string rest)
    {
        const string End = "/status/detect";
        var camera = rest.EndsWith(End, StringComparison.Ordinal) ? rest[..^End.Length] : "";
        return camera.Length is > 0 and <= 128 && !camera.Contains('/', StringComparison.Ordinal) ? camera : null;
    }

    private static ForeignState? State(ForeignMessage message) => message.Payload.Length > 16 ? null : Encoding.ASCII.GetString(message.Payload.Span) switch
    {
        "online" => ForeignState.Online,
        "stopped" or "disabled" => ForeignState.Stopped,
        "offline" => ForeignState.Offline,
        _ => null,
    };

    private static NotUnderstood Unknown(string topic) =>
        ForeignJson.Refuse(RejectionCause.BadRange, $"'{topic}' must be online, stopped, disabled or offline");
}
