using SafetyHub.Grains.Residents;
using SafetyHub.Places;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Places;

/// <summary>What a camera watches; also stands in for a device which serves nobody yet.</summary>
internal sealed class PlaceGrain(
    [PersistentState("place", GrainsAssembly.Storage)] IPersistentState<PlaceState> stored,
    SubjectGrainServices services,
    IGrainContext context)
    : SubjectGrain<PlaceState>(stored, services, SubjectKind.Place, context), IPlaceGrain
{
    protected override SubjectSummary Summary => new(Subject, State.Profile?.Name ?? Subject.Id, State.Profile?.District ?? "");

    public async Task Save(PlaceProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        State.Profile = ProfileRules.Store(profile);
        await SaveAsync();
    }

    public Task<PlaceProfile?> Get() =>
        Task.FromResult(State.Profile is { } profile ? ProfileRules.ToPlace(profile) : null);
}
