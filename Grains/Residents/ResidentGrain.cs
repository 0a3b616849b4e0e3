using SafetyHub.Devices;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Residents;

/// <summary>A person in care, with the devices of the home.</summary>
internal sealed class ResidentGrain(
    [PersistentState("resident", GrainsAssembly.Storage)] IPersistentState<ResidentState> stored,
    SubjectGrainServices services,
    IGrainContext context)
    : SubjectGrain<ResidentState>(stored, services, SubjectKind.Resident, context), IResidentGrain
{
    private const int MaxDevices = 64;

    protected override SubjectSummary Summary => new(Subject, State.Profile?.Name ?? Subject.Id, State.Profile?.District ?? "");

    public async Task Save(ResidentProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        State.Profile = ProfileRules.Store(profile);
        await SaveAsync();
    }

    public Task<ResidentProfile?> Get() =>
        Task.FromResult(State.Profile is { } profile ? ProfileRules.ToResident(profile) : null);

    public async Task LinkDevice(DeviceId device, DeviceKind kind, bool linked)
    {
        var devices = State.Devices ??= [];
        var known = devices.Find(candidate => candidate.Id == device.Value);
        if (linked == (known is not null)) return;
        if (known is not null) devices.Remove(known);
        else if (devices.Count >= MaxDevices) throw new InvalidOperationException($"A home has at most {MaxDevices} devices");
        else devices.Add(new StoredDevice { Id = device.Value, Kind = kind });
        await SaveAsync();
    }

    public Task<IReadOnlyList<LinkedDevice>> Voices()
    {
        // Robots come first: a doll in the arms is nearer than a speaker on the shelf.
        var voices = (State.Devices ?? [])
            .Where(device => device.Kind is DeviceKind.Robot or DeviceKind.Speaker)
            .OrderBy(device => device.Kind)
            .Select(device => new LinkedDevice(DeviceId.Parse(device.Id), device.Kind));
        return Task.FromResult<IReadOnlyList<LinkedDevice>>([.. voices]);
    }
}
