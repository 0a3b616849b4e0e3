using System.Text;
using CsCheck;
using SafetyHub.DeviceBridge.Mqtt.Codecs;

namespace SafetyHub.DeviceBridge.Tests.Codecs;

/// <summary>Whatever the bytes are: a value or a precise cause, never an exception.</summary>
public sealed class DecoderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly TelemetryDecoder _telemetry = new();

    [Theory]
    [InlineData("", "not-json")]
    [InlineData("nonsense", "not-json")]
    [InlineData("[]", "bad-type")]
    [InlineData("""{"at":"2026-11-22T12:00:00Z","type":"fall"}""", "missing-field")]
    [InlineData("""{"id":null,"at":"2026-11-22T12:00:00Z","type":"fall"}""", "missing-field")]
    [InlineData("""{"id":"a b","at":"2026-11-22T12:00:00Z","type":"fall"}""", "bad-id")]
    [InlineData("""{"id":7,"at":"2026-11-22T12:00:00Z","type":"fall"}""", "bad-type")]
    [InlineData("""{"id":"a","at":"2026-11-22T12:00:00","type":"fall"}""", "bad-range")]
    [InlineData("""{"id":"a","at":1700000000,"type":"fall"}""", "bad-type")]
    [InlineData("""{"id":"a","at":"2026-11-22T12:00:00Z","type":""}""", "bad-range")]
    [InlineData("""{"id":"a","at":"2026-11-22T12:00:00Z","type":"fall","seq":-1}""", "bad-range")]
    [InlineData("""{"id":"a","at":"2026-11-22T12:00:00Z","type":"fall","seq":1.5}""", "bad-range")]
    [InlineData("""{"id":"a","at":"2026-11-22T12:00:00Z","type":"fall","confidence":1.1}""", "bad-range")]
    [InlineData("""{"id":"a","at":"2026-11-22T12:00:00Z","type":"fall","confidence":1e999}""", "bad-range")]
    [InlineData("""{"id":"a","at":"2026-11-22T12:00:00Z","type":"fall","data":[]}""", "bad-type")]
    [InlineData("""{"id":"a","id":"b","at":"2026-11-22T12:00:00Z","type":"fall"}""", "duplicate-field")]
    [InlineData("""{"id":"a","at":"2026-11-22T12:00:00Z","type":"fall","data":{"x":{"y":1,"y":2}}}""", "duplicate-field")]
    [InlineData("""{"id":"a","at":"2026-11-22T12:00:00Z","type":"fall"} {}""", "not-json")]
    [InlineData("""{"id":"a","at":"2026-11-22T12:00:00Z","type":"\ud800"}""", "not-json")]
    public void Event_ThatIsWrong_IsRefusedWithItsCause(string payload, string cause)
    {
        var rejection = EventDecoder.TryDecode(Encoding.UTF8.GetBytes(payload), Now, out var decoded);

        Assert.Null(decoded);
        Assert.Equal(cause, rejection?.Cause);
    }

    [Theory]
    [InlineData(16, null)]
    [InlineData(17, "too-deep")]
    [InlineData(10_000, "too-deep")]
    public void Json_NestedDeeperThanSixteen_IsTooDeep(int depth, string? cause)
    {
        var inner = depth - 1;
        var payload = """{"id":"a","at":"2026-11-22T12:00:00Z","type":"fall","x":""" + new string('[', inner) + new string(']', inner) + "}";

        Assert.Equal(cause, EventDecoder.TryDecode(Encoding.UTF8.GetBytes(payload), Now, out _)?.Cause);
    }

    [Fact]
    public void Payload_NotUtf8OrTooLarge_IsRefused()
    {
        Assert.Equal("not-utf8", EventDecoder.TryDecode([(byte)'{', 0xFF, (byte)'}'], Now, out _)?.Cause);
        Assert.Equal("too-large", EventDecoder.TryDecode(new byte[65_537], Now, out _)?.Cause);
    }

    [Fact]
    public void Event_OfUnknownTypeWithUnknownFields_IsTaken()
    {
        var payload = """{"id":"a.b-c_1","at":"2026-11-22T21:00:00+09:00","type":"새로운","later":{"a":[1,2]},"confidence":0.5}"""u8;

        Assert.Null(EventDecoder.TryDecode(payload, Now, out var decoded));
        Assert.Equal(new DecodedEvent("a.b-c_1", "새로운", Now, null, 0.5, null), decoded);
    }

    [Theory]
    [InlineData("""{"at":"2026-11-22T12:01:59Z","values":{"a":1}}""", 119, false)]
    [InlineData("""{"at":"2026-11-22T12:02:01Z","values":{"a":1}}""", 0, true)]
    [InlineData("""{"at":"2026-11-22T11:57:00Z","values":{"a":1}}""", 0, true)]
    [InlineData("""[{"at":"2026-11-22T11:57:00Z","values":{"a":1}}]""", -180, false)]
    [InlineData("""[{"at":"2026-11-22T13:00:00Z","values":{"a":1}}]""", 0, true)]
    public void Telemetry_WithAWrongClock_IsCorrectedButTheTimesOfABackfillAreKept(string payload, int offset, bool corrected)
    {
        Assert.Null(_telemetry.TryDecode(Encoding.UTF8.GetBytes(payload), Now, out var readings));
        Assert.Equal((Now.AddSeconds(offset), corrected), (readings![0].At, readings[0].ClockCorrected));
    }

    [Theory]
    [InlineData("""{"at":"2026-11-22T12:00:00Z","values":{}}""", "missing-field")]
    [InlineData("[]", "missing-field")]
    [InlineData("""{"values":{"a":1}}""", "missing-field")]
    [InlineData("""{"at":"2026-11-22T12:00:00Z","values":{"a":null}}""", "bad-type")]
    [InlineData("""{"at":"2026-11-22T12:00:00Z","values":{"a":{}}}""", "bad-type")]
    [InlineData("""{"at":"2026-11-22T12:00:00Z","values":{"":1}}""", "bad-range")]
    [InlineData("""{"at":"2026-11-22T12:00:00Z","values":{"a":1,"a":2}}""", "duplicate-field")]
    [InlineData("""{"at":"2026-11-22T12:00:00Z","values":{"a":1e400}}""", "bad-range")]
    public void Telemetry_ThatIsWrong_IsRefusedWithItsCause(string payload, string cause) =>
        Assert.Equal(cause, _telemetry.TryDecode(Encoding.UTF8.GetBytes(payload), Now, out _)?.Cause);

    [Fact]
    public void Telemetry_OfFiveHundredReadings_IsTakenAndOfOneMoreIsNot()
    {
        static byte[] Backfill(int count) => Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat("""{"at":"2026-11-22T11:00:00Z","values":{"a":1}}""", count)) + "]");

        Assert.Null(_telemetry.TryDecode(Backfill(500), Now, out var readings));
        Assert.Equal(500, readings!.Length);
        Assert.Equal("too-many", _telemetry.TryDecode(Backfill(501), Now, out _)?.Cause);
    }

    [Fact]
    public void AnyBytes_AtAnyDecoder_NeverThrow() => Gen.Byte.Array[0, 300].Sample(Everywhere, iter: 20_000);

    [Fact]
    public void AnyDamageToAGoodMessage_NeverThrows()
    {
        var good = """{"id":"e","at":"2026-11-22T12:00:00Z","type":"fall","seq":1,"confidence":0.5,"data":{"a":[1,{"b":"\u0041"}]},"values":{"t":1.5,"x":"é"},"state":"online","status":"done","code":"x","capabilities":["speak"]}"""u8.ToArray();
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[1, good.Length]).Sample((i, a, j, b, cut) =>
        {
            var bytes = good.ToArray();
            (bytes[i], bytes[j]) = (a, b);
            Everywhere(bytes);
            Everywhere(bytes[..cut]);
        }, iter: 20_000);
    }

    private void Everywhere(byte[] bytes)
    {
        EventDecoder.TryDecode(bytes, Now, out _);
        EventDecoder.TryReadId(bytes);
        _telemetry.TryDecode(bytes, Now, out _);
        DeviceWordDecoder.TryDecodeBirth(bytes, Now, out _);
        DeviceWordDecoder.TryDecodeState(bytes, Now, out _);
        DeviceWordDecoder.TryDecodeReply(bytes, Now, out _);
        ProvisioningDecoder.TryDecode(bytes, Now, out _);
    }
}
