using SafetyHub.Duty;

namespace SafetyHub.Grains.Duty;

/// <summary>The weekly duty table of a district.</summary>
internal sealed class DutyGrain([PersistentState("duty", GrainsAssembly.Storage)] IPersistentState<DutyState> stored) : Grain, IDutyGrain
{
    public Task Save(IReadOnlyList<DutyShift> shifts)
    {
        DutyTable.Check(shifts);
        stored.State.Shifts = [.. shifts.Select(StoredShift.Of)];
        return stored.WriteStateAsync();
    }

    public Task<IReadOnlyList<DutyShift>> Get() => Task.FromResult(Shifts());

    public Task<IReadOnlyList<string>> OnDuty(DateTimeOffset at) => Task.FromResult(DutyTable.OnDuty(Shifts(), at));

    private IReadOnlyList<DutyShift> Shifts() => [.. stored.State.Shifts.Select(shift => shift.ToShift())];
}
