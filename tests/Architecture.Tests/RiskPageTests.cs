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
}
