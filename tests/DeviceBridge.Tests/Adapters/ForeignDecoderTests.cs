using System.Text;
using CsCheck;
using SafetyHub.DeviceBridge.Adapters;
using SafetyHub.DeviceBridge.Adapters.Frigate;
using SafetyHub.DeviceBridge.Adapters.Onvif;

namespace SafetyHub.DeviceBridge.Tests.Adapters;

/// <summary>Foreign bytes: what is right is read, what is wrong has a cause, and nothing is thrown.</summary>
public sealed class ForeignDecoderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly FrigateProtocol Frigate = new("frigate");
    private static readonly OnvifProtocol Onvif = new("+");
    private static readonly string Event = Recording.FrigateEvent("front_door", "1607123955.475377-mxklsc", zones: """["yard"]""", at: Now);

    [Fact]
    public void FrigateEvent_IsReadFromWhatItIsNow()
    {
        var seen = Assert.IsType<Sighting>(Read("frigate/events", Event));

        Assert.Equal(("front_door", "events", SightingPhase.Begins, Now), (seen.Camera, seen.On, seen.Phase, seen.At));
        Assert.Equal(["person"], seen.Labels);
        Assert.Equal(["yard"], seen.Zones);
        Assert.Equal(0.96, seen.Score);
        Assert.Equal([432, 496, 544, 854], seen.PixelBox!);
    }

    [Theory]
    [InlineData("\"type\": \"new\"", "\"type\": \"later\"", "bad-range")]
    [InlineData("\"type\": \"new\"", "\"type\": 7", "bad-type")]
    [InlineData("\"after\"", "\"afterwards\"", "missing-field")]
    [InlineData("mxklsc", "../../etc/passwd", "bad-id")]
    [InlineData("\"front_door\"", "null", "missing-field")]
    [InlineData("\"label\": \"person\", \"sub_label\": null, \"top_score\"", "\"label\": \"a\\u0000b\", \"top_score\"", "bad-range")]
    [InlineData("\"entered_zones\": [\"yard\"]", "\"entered_zones\": 5", "bad-type")]
    [InlineData("\"top_score\": 0.96", "\"top_score\": 1e999", "bad-range")]
    [InlineData("\"label\": \"person\", \"sub_label\": null, \"top_score\"", "\"label\": \"\\ud800\", \"top_score\"", "not-json")]
    public void FrigateEvent_ThatIsWrong_IsRefusedWithItsCause(string good, string bad, string cause)
    {
        var payload = Event.Replace(good, bad, StringComparison.Ordinal);
        Assert.NotEqual(Event, payload);

        Assert.Equal(cause, Assert.IsType<NotUnderstood>(Read("frigate/events", payload)).Rejection.Cause);
    }

    [Theory]
    [InlineData("frigate/available", "online", ForeignState.Online)]
    [InlineData("frigate/available", "stopped", ForeignState.Stopped)]
    [InlineData("frigate/available", "offline", ForeignState.Offline)]
    internal void FrigateAvailability_IsRead(string topic, string payload, ForeignState state) => Assert.Equal(new SystemWord(state), Read(topic, payload));

    [Theory]
    [InlineData("frigate/front_door/person/snapshot")]
    [InlineData("frigate/stats")]
    [InlineData("frigate/front_door/detect/set")]
    [InlineData("frigate/a/b/status/detect")]
    [InlineData("frigatex/events")]
    public void FrigateTopic_ThatTheHubDoesNotNeed_IsLeftAlone(string topic) => Assert.IsType<NothingToDo>(Read(topic, "anything"));

    [Theory]
    [InlineData("MyDevice/onvif-ej/RuleEngine/LineDetector/Crossed/&1/2/MyImportantFence1", "MyDevice", "RuleEngine/LineDetector/Crossed", "1", "MyImportantFence1")]
    [InlineData("E4:30:22:F3:31:AA/onvif-ej/Device/tns1:Trigger/tns1:Relay/&Relay-1", "E4:30:22:F3:31:AA", "Device/Trigger/Relay", "Relay-1", null)]
    [InlineData("site/bay1/onvif-ej/RuleEngine/acme:FallDetector/Fallen", "site/bay1", "RuleEngine/acme:FallDetector/Fallen", null, null)]
    public void OnvifTopic_IsReadInTheFormsOfTheField(string topic, string camera, string path, string? source, string? rule)
    {
        var read = OnvifTopic.TryRead(topic)!;

        Assert.Equal((camera, path, source, rule), (read.Camera, read.Path, read.FirstSource, read.Rule));
    }

    [Theory]
    [InlineData("""{"UtcTime":"2026-01-02T03:04:05Z","Data":{"State":true}}""", SightingPhase.Begins, true)]
    [InlineData("""{"UtcTime":"2026-01-02T03:04:05","Data":{"IsInside":"false"}}""", SightingPhase.Ends, true)]
    [InlineData("""{"UtcTime":"2026-01-02T03:04:05.5Z","Data":{"SimpleItem":{"Name":"LogicalState","Value":"inactive"}}}""", SightingPhase.Ends, true)]
    [InlineData("""{"UtcTime":"2026-01-02T03:04:05Z","Data":{"SomethingOfTheMaker":true,"ObjectId":1}}""", SightingPhase.Begins, true)]
    [InlineData("""{"UtcTime":"2026-01-02T03:04:05Z","Data":{"ObjectId":"1","Count":0}}""", SightingPhase.Begins, false)]
    [InlineData("""{"UtcTime":"2026-01-02T03:04:05Z","PropertyOperation":"Deleted","Data":{"State":true}}""", SightingPhase.Ends, true)]
    internal void OnvifState_IsReadInTheFormsOfTheField(string payload, SightingPhase phase, bool isState)
    {
        var seen = Assert.IsType<Sighting>(Read("gate/onvif-ej/A/B", payload));

        Assert.Equal((phase, isState), (seen.Phase, seen.IsState));
    }

    [Theory]
    [InlineData("""{"Data":{"State":true}}""", "missing-field")]
    [InlineData("""{"UtcTime":"yesterday","Data":{"State":true}}""", "bad-range")]
    [InlineData("""{"UtcTime":7}""", "bad-type")]
    public void OnvifEvent_WithoutAGoodTime_IsRefused(string payload, string cause) =>
        Assert.Equal(cause, Assert.IsType<NotUnderstood>(Read("gate/onvif-ej/A/B", payload)).Rejection.Cause);

    [Fact]
    public void OnvifEvent_AtAnotherTime_IsAnotherOneAndAgainTheSame()
    {
        var first = (Sighting)Read("gate/onvif-ej/A", Recording.OnvifLine(1, Now));
        var again = (Sighting)Read("gate/onvif-ej/A", Recording.OnvifLine(1, Now));
        var later = (Sighting)Read("gate/onvif-ej/A", Recording.OnvifLine(1, Now.AddSeconds(1)));

        Assert.Equal(first.Key, again.Key);
        Assert.NotEqual(first.Key, later.Key);
    }

    [Fact]
    public void AnyBytes_OnAnyTopic_NeverThrow() => Gen.Select(Gen.String, Gen.Byte.Array[0, 200]).Sample((topic, bytes) =>
    {
        foreach (var known in new[] { "frigate/events", "frigate/reviews", "frigate/available", "frigate/" + topic, "gate/onvif-ej/" + topic, topic }) Everywhere(known, bytes);
    }, iter: 5_000);

    [Fact]
    public void AnyDamageToAGoodMessage_NeverThrows()
    {
        (string Topic, byte[] Bytes)[] good =
        [
            ("frigate/events", Encoding.UTF8.GetBytes(Event)),
            ("frigate/events", Encoding.UTF8.GetBytes(Recording.FrigateEvent("a", "1.2-b", version: "0.14", subLabel: "x"))),
            ("frigate/reviews", Encoding.UTF8.GetBytes(Recording.FrigateReview("a", "1.2-b"))),
            ("gate/onvif-ej/RuleEngine/LineDetector/Crossed/&1/2/F", Encoding.UTF8.GetBytes(Recording.OnvifLine())),
            ("gate/onvif-ej/VideoSource/ImageTooDark/&1", Encoding.UTF8.GetBytes(Recording.OnvifState(true))),
        ];
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Int[0, 100_000], Gen.Byte, Gen.Int[0, 100_000], Gen.Byte, Gen.Int[1, 100_000]).Sample((which, i, a, j, b, cut) =>
        {
            var message = good[which];
            var bytes = message.Bytes.ToArray();
            (bytes[i % bytes.Length], bytes[j % bytes.Length]) = (a, b);
            Everywhere(message.Topic, bytes);
            Everywhere(message.Topic, bytes[..(cut % bytes.Length)]);
        }, iter: 20_000);
    }

    [Fact]
    public void Payload_TooLargeOrTooDeep_IsRefused()
    {
        Assert.Equal("too-large", Assert.IsType<NotUnderstood>(Read("frigate/events", new string(' ', ForeignJson.PayloadLimit + 1))).Rejection.Cause);
        Assert.Equal("not-json", Assert.IsType<NotUnderstood>(Read("frigate/events", string.Concat(Enumerable.Repeat("{\"a\":", 100)))).Rejection.Cause);
    }

    private static ForeignReading Read(string topic, string payload) =>
        (topic.StartsWith("frigate", StringComparison.Ordinal) ? (IForeignProtocol)Frigate : Onvif).Read(new ForeignMessage(topic, Encoding.UTF8.GetBytes(payload), false, Now));

    private static void Everywhere(string topic, byte[] bytes)
    {
        Frigate.Read(new ForeignMessage(topic, bytes, false, Now));
        Onvif.Read(new ForeignMessage(topic, bytes, true, Now));
    }
}
