using System.Globalization;
using System.Reflection;
using System.Resources;
using Xunit;

namespace SafetyHub.Architecture;

/// <summary>docs/risk.md and the JSON Schema name every key of a rules file, as the code reads it.</summary>
public sealed class RiskPageTests
{
    [Fact]
    public void Schema_InTheDocuments_IsThatOfTheCode() =>
        Assert.Equal(SafetyHub.Grains.Risk.RulesFile.JsonSchema(), File.ReadAllText(Repository.PathTo("docs/risk-rules.schema.json")));

    [Fact]
    public void Tables_OnThePage_AreThoseOfTheCode() =>
        Assert.Contains(SafetyHub.Grains.Risk.RulesFile.Reference(), File.ReadAllText(Repository.PathTo("docs/risk.md")), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("en")]
    public void Reason_ThatTheRulesGive_HasWordsInTheLanguage(string culture)
    {
        var texts = new ResourceManager("SafetyHub.Dashboard.Resources.HubTexts", Assembly.Load("SafetyHub.Dashboard"))
            .GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!;
        var keys = Assembly.Load("SafetyHub.Grains").GetType("SafetyHub.Grains.Risk.RiskReasons", throwOnError: true)!
            .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.True(keys.Count >= 15, "Hardly a reason was found: are they still constants?");
        Findings.None(keys.Where(key => texts.GetString(key) is null));
    }
}
