using System.Globalization;
using SafetyHub.Dashboard.Incidents;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Dashboard.Monitoring.Walls;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Tests.Monitoring;

public sealed class WallWordingTests
{
    public static TheoryData<string, string> EveryReason()
    {
        var every = new TheoryData<string, string>();
        foreach (var language in new[] { "ko", "en" })
        {
            foreach (var key in WallReasonKeys.All) every.Add(language, key);
        }
        return every;
    }

    [Theory]
    [MemberData(nameof(EveryReason))]
    public void Reason_InEitherLanguage_HasATextThatTakesItsArguments(string language, string key)
    {
        var words = new Words(CultureInfo.GetCultureInfo(language));
        Assert.NotNull(words.Find(key));
        var text = Wording(words).Reason(new WallReason(key, ["3", "3", "3", "3"]), TimeSpan.Zero, name => name ?? "");
        Assert.NotEmpty(text);
        Assert.DoesNotContain("{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("wall.reason", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ko")]
    [InlineData("en")]
    public void EveryRefusalStageKindAndProposal_InEitherLanguage_HasAText(string language)
    {
        var words = new Words(CultureInfo.GetCultureInfo(language));
        Assert.All(Enum.GetValues<WallRefusal>().Where(value => value != WallRefusal.None), value => Assert.NotNull(words.Find("wall.refused." + (int)value)));
        Assert.All(Enum.GetValues<BudgetStage>(), value => Assert.NotNull(words.Find("wall.stage." + (int)value)));
        Assert.All(Enum.GetValues<WallTileKind>(), value => Assert.NotNull(words.Find("wall.kind." + (int)value)));
        Assert.All(Enum.GetValues<RetuningKind>(), value => Assert.NotNull(words.Find("offender.proposal." + (int)value)));
        Assert.All(Enum.GetValues<OffenderStatus>(), value => Assert.NotNull(words.Find("offender.status." + (int)value)));
        Assert.All(Enum.GetValues<OffenderRefusal>().Where(value => value != OffenderRefusal.None), value => Assert.NotNull(words.Find("offender.refused." + (int)value)));
        Assert.All(WallKey.Help, pair => Assert.NotNull(words.Find(pair.Text)));
        Assert.All(SafetyHub.Dashboard.Monitoring.Rooms.OverviewKey.Help, pair => Assert.NotNull(words.Find(pair.Text)));
    }

    [Fact]
    public void Reason_ThatCounts_CountsOnWithTheAgeOfTheView()
    {
        var wording = Wording(new Words(CultureInfo.GetCultureInfo("en")));
        string Said(string key, string number, TimeSpan age) => wording.Reason(new WallReason(key, [number]), age, name => name ?? "");
        Assert.Equal("New: 17 s ago", Said(WallReasonKeys.Fresh, "12", TimeSpan.FromSeconds(5)));
        Assert.Equal("", Said(WallReasonKeys.Fresh, "12", TimeSpan.FromMinutes(2)));
        Assert.Equal("Nobody has looked for 14 min", Said(WallReasonKeys.Unseen, "12", TimeSpan.FromMinutes(2.5)));
    }

    private static WallWording Wording(Words words) => new(words, new IncidentWording(words));
}
