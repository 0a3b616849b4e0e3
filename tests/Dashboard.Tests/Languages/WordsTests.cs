using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using SafetyHub.Dashboard.Languages;

namespace SafetyHub.Dashboard.Tests.Languages;

public sealed partial class WordsTests
{
    private static readonly ResourceManager Texts = new("SafetyHub.Dashboard.Resources.HubTexts", typeof(Words).Assembly);

    [Fact]
    public void Texts_InBothLanguages_HaveTheSameKeysAndPlaces()
    {
        var korean = Read(CultureInfo.InvariantCulture);
        var english = Read(CultureInfo.GetCultureInfo("en"));
        Assert.Equal(korean.Keys.Order(), english.Keys.Order());
        Assert.All(korean, pair => Assert.True(Places(pair.Value).SetEquals(Places(english[pair.Key])), pair.Key));
    }

    [Fact]
    public void Language_OtherThanEnglish_IsKorean() => Assert.Equal("긴급", new Words(CultureInfo.GetCultureInfo("de-DE"))["severity.4"]);

    private static Dictionary<string, string> Read(CultureInfo culture) =>
        Texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
