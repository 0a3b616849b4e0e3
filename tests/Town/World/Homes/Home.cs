using System.Collections.Immutable;
using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.People;

namespace SafetyHub.Town.World.Homes;

/// <summary>A home, its resident and its devices.</summary>
/// <param name="Seed">What its chance grows from.</param>
/// <param name="Person">Who lives there, alone.</param>
/// <param name="Devices">At least one that can ask.</param>
internal sealed record Home(HomeSeed Seed, Person Person, ImmutableArray<HomeDevice> Devices)
{
    /// <summary>Id of the resident at the hub.</summary>
    public string ResidentId { get; } = $"r{Seed.Home:D5}";

    public HomeDevice? Find(DeviceRole role) => Devices.FirstOrDefault(device => device.Role == role);

    public bool Has(DeviceRole role) => Find(role) is not null;
}
