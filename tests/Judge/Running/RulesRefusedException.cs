using SafetyHub.Grains.Risk;

namespace SafetyHub.Judge.Running;

/// <summary>A rules file that cannot be used.</summary>
internal sealed class RulesRefusedException(string path, IReadOnlyList<RulesFault> faults)
    : Exception($"{path} cannot be used:{Environment.NewLine}{string.Join(Environment.NewLine, faults)}")
{
    public IReadOnlyList<RulesFault> Faults { get; } = faults;
}
