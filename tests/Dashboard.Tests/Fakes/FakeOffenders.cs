using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Tests.Fakes;

/// <summary>Proposals in memory.</summary>
internal sealed class FakeOffenders : IRepeatOffendersGrain
{
    public Dictionary<string, RepeatOffender> All { get; } = [];

    public List<OffenderDecision> Decisions { get; } = [];

    public Task<IReadOnlyList<RepeatOffender>> List(OffenderStatus? status) =>
        Task.FromResult<IReadOnlyList<RepeatOffender>>([.. All.Values.Where(offender => status is null || offender.Status == status).OrderByDescending(offender => offender.ProposedAt)]);

    public Task<RepeatOffender?> Find(string id) => Task.FromResult(All.GetValueOrDefault(id));

    public Task<OffenderResult> Decide(OffenderDecision decision)
    {
        Decisions.Add(decision);
        if (All.GetValueOrDefault(decision.Id) is not { } offender) return Task.FromResult(new OffenderResult(OffenderRefusal.NotFound, "gone", null));
        if (offender.Status != OffenderStatus.Open) return Task.FromResult(new OffenderResult(OffenderRefusal.AlreadyDecided, "decided", offender));
        All[decision.Id] = offender = offender with { Status = decision.Accept ? OffenderStatus.Accepted : OffenderStatus.Declined, DecidedBy = decision.Actor, Note = decision.Note };
        return Task.FromResult(new OffenderResult(OffenderRefusal.None, null, offender));
    }
}
