using System.Text;
using SafetyHub.Grains.Risk;

namespace SafetyHub.Grains.Tests.Risk;

/// <summary>A rules file is taken as a whole or refused with every fault and its line.</summary>
public sealed class RulesFileTests
{
    private static readonly string Default = Encoding.UTF8.GetString(RulesFile.DefaultBytes());

    [Fact]
    public void DefaultRules_AreWithoutFault() => Assert.Equal("SafetyHub default rules", RiskRules.Default.Name);

    [Theory]
    [InlineData("    weight: 100\n    hold: 30m", "    weight: heavy\n    hold: 30m", "signals[0].weight", "A number from 0.1 to 1000")]
    [InlineData("    weight: 100\n    hold: 30m", "    weight: 5000\n    hold: 30m", "signals[0].weight", "A number from 0.1 to 1000")]
    [InlineData("    hold: 30m\n", "    hold: 30 minutes\n", "signals[0].hold", "A length of time")]
    [InlineData("    hold: 30m\n", "    hold: 30m\n    hold: 40m\n", "signals[0].hold", "This key stands twice")]
    [InlineData("    hold: 30m\n", "    hlod: 30m\n", "signals[0].hlod", "There is no such key here")]
    [InlineData("    on: lying\n", "    on: lyign\n", "signals[2].on", "is no event type of the device contract")]
    [InlineData("    on: lying\n", "    on: sos.voice\n", "signals[2].on", "goes to people at once; no rule may weigh it")]
    [InlineData("    on: lying\n", "    on: lying\n    from: [speaker]\n", "signals[2].from", "is sent by camera only")]
    [InlineData("  - name: lying-seen\n", "  - name: fall-sure\n", "signals[2].name", "is taken by signals[0]")]
    [InlineData("    concern: fall\n    weight: 100", "    concern: falls\n    weight: 100", "signals[0].concern", "One of fall, distress")]
    [InlineData("    people-at: 90\n    severity: critical", "    people-at: 30\n    severity: critical", "concerns[0].people-at", "must not be told at a lower weight")]
    [InlineData("severity: critical", "severity: dreadful", "concerns[0].severity", "One of low, medium, high, critical")]
    [InlineData("quiet-hours: 22:00-07:00", "quiet-hours: 22:00-25:00", "quiet-hours", "Hours such as 22:00-07:00")]
    [InlineData("{ at-least: 0.85 }", "{ at-least: 0.85, below: 0.5 }", "signals[0].confidence", "No confidence is both")]
    [InlineData("en: \"Are you all right? Did you fall?\"", "de: \"Alles gut?\"", "concerns[0].ask.question", "The text 'en' is missing")]
    [InlineData("      attempts: 3\n      wait: 2m", "      attempts: 9\n      wait: 2m", "concerns[0].ask.attempts", "A whole number from 1 to 3")]
    [InlineData("low: 8h, medium: 12h", "low: 9h, medium: 12h", "inactivity.low", "A length of time from 1h to 8h")]
    [InlineData("low: 8h, medium: 12h", "low: 6h, medium: 5h", "inactivity", "Each rung must come later")]
    [InlineData("{ no: sign, for: 15m }", "{ no: sign, for: 15m }\n      - { seen: motion, within: 10m }", "combinations[0]", "This can never come true")]
    [InlineData("{ no: sign, for: 15m }", "{ no: sign }", "combinations[0].all[1]", "'no' needs 'for'")]
    [InlineData("{ no: sign, for: 15m }", "{ no: breath, for: 15m }", "combinations[0].all[1].no", "neither an event type nor motion")]
    [InlineData("{ no: sign, for: 15m }", "{ rule: fall-then-still, within: 15m }", "combinations[0]", "wait for each other")]
    [InlineData("{ no: sign, for: 15m }", "{ rule: nothing-like-it, within: 15m }", "combinations[0]", "There is no combination")]
    [InlineData("{ hours: 00:00-05:00 }", "{ hours: 00:00-05:00 }\n      - { hours: 12:00-13:00 }", "combinations[4]", "no minute in common")]
    [InlineData("    before: 5m\n    adds: 60\n    why: { ko: \"다른", "    before: 5m\n    after: 5m\n    adds: 60\n    why: { ko: \"다른", "cross-checks[0]", "Either 'before' or 'after'")]
    [InlineData("time-zone: Asia/Seoul", "time-zone: Asia/Atlantis", "time-zone", "There is no time zone")]
    [InlineData("guess-longest: 8h", "guess-longest: 12h, longest: 2h", "away.longest", "This key stands twice")]
    [InlineData("version: 1", "version: 2", "version", "A whole number from 1 to 1")]
    [InlineData("version: 1", "version: &x 1", "", "Anchors and tags are not allowed")]
    [InlineData("  - about: check-in", "  - about: inactivity", "concerns[3].about", "stands twice")]
    public void File_WithAMistake_IsRefusedWhereItStands(string right, string wrong, string path, string message)
    {
        var at = Default.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The default rules have no '{right}' any more");
        var reading = Read(Default[..at] + wrong + Default[(at + right.Length)..]);

        Assert.Null(reading.Rules);
        var fault = Assert.Single(reading.Faults, fault => fault.Path == path && fault.Message.Contains(message, StringComparison.Ordinal));
        var first = Default[..at].Count(c => c == '\n') + 1;
        Assert.InRange(fault.Line, first - 40, first + wrong.Count(c => c == '\n') + 1);
        Assert.True(fault.Column >= 1);
    }

    [Fact]
    public void File_WithManyMistakes_ListsThemAllInTheirOrder()
    {
        var text = Default.Replace("version: 1", "version: one", StringComparison.Ordinal)
            .Replace("hold: 30m", "hold: long", StringComparison.Ordinal)
            .Replace("decline: {", "declien: {", StringComparison.Ordinal);
        var faults = Read(text).Faults;

        Assert.Equal(["version", "signals[0].hold", "declien"], faults.Select(fault => fault.Path));
        Assert.Equal(faults.OrderBy(fault => fault.Line), faults);
        Assert.Equal(Line(text, "version: one"), faults[0].Line);
        Assert.Equal(Line(text, "declien"), faults[2].Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a\n- b\n")]
    [InlineData("version: [1\n")]
    [InlineData("version: 1\n---\nversion: 1\n")]
    [InlineData("a: *b\n")]
    [InlineData("just words")]
    public void File_ThatIsNoRulesFile_IsRefusedWithALine(string text)
    {
        var reading = Read(text);
        Assert.Null(reading.Rules);
        Assert.All(reading.Faults, fault => Assert.True(fault.Line >= 1));
        Assert.NotEmpty(reading.Faults);
    }

    [Fact]
    public void File_NotUtf8OrTooLarge_IsRefused()
    {
        Assert.Null(RulesFile.Read([0xff, 0xfe, 0x00]).Rules);
        Assert.Null(RulesFile.Read(new byte[RulesFile.MostBytes + 1]).Rules);
        Assert.Null(Read(string.Concat(Enumerable.Repeat("[", 200))).Rules);
    }

    [Fact]
    public void File_OfAnyTextAround_NeverThrows() => CsCheck.Check.Sample(
        CsCheck.Gen.Select(CsCheck.Gen.Int[0, Default.Length - 1], CsCheck.Gen.Int[0, 60], CsCheck.Gen.String[0, 12]),
        cut =>
        {
            var (at, length, text) = cut;
            var end = Math.Min(Default.Length, at + length);
            var reading = Read(Default[..at] + text + Default[end..]);
            return (reading.Rules is null) == (reading.Faults.Count > 0);
        },
        iter: 300);

    private static int Line(string text, string part) => text[..text.IndexOf(part, StringComparison.Ordinal)].Count(c => c == '\n') + 1;

    private static RulesReading Read(string text) => RulesFile.Read(Encoding.UTF8.GetBytes(text));
}
