using SafetyHub.Devices;
using SafetyHub.Grains.Devices;

namespace SafetyHub.Grains.Tests.Devices;

public sealed class CommandRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("say", """{"text":"안녕하세요","language":"ko"}""")]
    [InlineData("say", """{"text":"hello","language":"en","volume":100}""")]
    [InlineData("check-in", """{"question":"괜찮으세요?","waitSeconds":5,"attempts":3}""")]
    [InlineData("remind", """{"what":"약","at":"2026-05-04T18:00:00+09:00"}""")]
    [InlineData("call", """{"to":"caseworker"}""")]
    public void Command_AsTheContractStatesIt_IsTaken(string type, string data) => Assert.Equal(CommandRefusal.None, Check(type, data));

    [Theory]
    [InlineData("listen", "{}")]
    [InlineData("reboot", "{}")]
    [InlineData("Say", """{"text":"a","language":"ko"}""")]
    public void Command_ThatTheContractDoesNotOffer_IsRefused(string type, string data) => Assert.Equal(CommandRefusal.UnknownType, Check(type, data));

    [Theory]
    [InlineData("say", """{"language":"ko"}""")]
    [InlineData("say", """{"text":"  ","language":"ko"}""")]
    [InlineData("say", """{"text":"a"}""")]
    [InlineData("say", """{"text":"a","language":"fr"}""")]
    [InlineData("say", """{"text":"a","language":"ko","volume":101}""")]
    [InlineData("say", """{"text":"a","language":"ko","volume":"loud"}""")]
    [InlineData("check-in", """{"question":"a","waitSeconds":4,"attempts":1}""")]
    [InlineData("check-in", """{"question":"a","waitSeconds":5.5,"attempts":1}""")]
    [InlineData("check-in", """{"question":"a","waitSeconds":5,"attempts":4}""")]
    [InlineData("remind", """{"what":"a","at":"tomorrow"}""")]
    [InlineData("call", """{"to":""}""")]
    [InlineData("say", "[]")]
    [InlineData("say", "{")]
    public void Command_WithDataOutOfForm_IsRefused(string type, string data) => Assert.Equal(CommandRefusal.BadData, Check(type, data));

    [Fact]
    public void Say_OfMoreThan500Characters_IsRefused() =>
        Assert.Equal(CommandRefusal.BadData, Check("say", $$"""{"text":"{{new string('a', 501)}}","language":"ko"}"""));

    [Theory]
    [InlineData(0, CommandRefusal.BadExpiry)]
    [InlineData(1, CommandRefusal.None)]
    [InlineData(7 * 86400, CommandRefusal.None)]
    [InlineData((7 * 86400) + 1, CommandRefusal.BadExpiry)]
    public void Command_ExpiringAtATime_MustLieWithinSevenDays(int seconds, CommandRefusal expected)
    {
        var request = new CommandRequest("call", """{"to":"a"}""", Noon.AddSeconds(seconds), "user:kim", null);
        Assert.Equal(expected, CommandRules.Check(request, Noon).Refusal);
    }

    private static CommandRefusal Check(string type, string data) =>
        CommandRules.Check(new CommandRequest(type, data, null, "user:kim", null), Noon).Refusal;
}
