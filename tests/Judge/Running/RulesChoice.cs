using SafetyHub.Grains.Risk;

namespace SafetyHub.Judge.Running;

/// <summary>The rules that are judged, read by the hub's own reader.</summary>
internal static class RulesChoice
{
    /// <summary>The rules of a file, or those that come with the hub.</summary>
    /// <exception cref="RulesRefusedException">The file has faults; they are named with their lines.</exception>
    public static RiskRules Read(string? path)
    {
        if (path is null) return RiskRules.Default;
        var reading = RulesFile.Read(File.ReadAllBytes(path));
        return reading.Rules ?? throw new RulesRefusedException(path, reading.Faults);
    }

    /// <summary>Name and first digits of the hash: which rules they were.</summary>
    public static string NameOf(RiskRules rules) => $"{rules.Name} ({rules.Hash[..12]})";
}
