using Orleans.Concurrency;
using SafetyHub.Risk;

namespace SafetyHub.Grains.Risk;

/// <summary>Answers from the silo that is nearest.</summary>
[StatelessWorker]
internal sealed class RiskRulesGrain(RiskRulesBook book) : Grain, IRiskRulesGrain
{
    public Task<RiskRulesStatus> Status() => Task.FromResult(book.Status);

    public Task<IReadOnlyList<RiskRulesFault>> Check(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Task.FromResult<IReadOnlyList<RiskRulesFault>>([.. RulesFile.Read(file).Faults.Select(RiskRulesBook.FaultOf)]);
    }
}
