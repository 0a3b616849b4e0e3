using System.Globalization;
using SafetyHub.Dashboard.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Tests.Languages;

public sealed class WallWordsTests
{
    [Theory]
    [InlineData("ko")]
    [InlineData("en")]
    public void Reasons_OfWallsGroupsAndSuppressions_HaveASentence(string language)
    {
        var words = new SharedWording();
        var culture = CultureInfo.GetCultureInfo(language);
        foreach (var key in WallReasonKeys.All)
        {
            var sentence = words.Reason(new WallReason(key, ["fall", "4", "loitering"]), culture);
            Assert.False(sentence.Contains("wall.reason", StringComparison.Ordinal) || sentence.Contains('{', StringComparison.Ordinal), $"{key}: {sentence}");
            Assert.Equal(language == "ko", sentence.Any(letter => letter is >= '가' and <= '힣'));
        }
    }

    [Fact]
    public void ReasonKeys_AreAllListed()
    {
        var constants = typeof(WallReasonKeys).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(constants.Order(), WallReasonKeys.All.Order());
    }
}
