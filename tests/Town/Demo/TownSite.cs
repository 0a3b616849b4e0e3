using SafetyHub.Town.Days;
using SafetyHub.Town.Homes;

namespace SafetyHub.Town.Demo;

/// <summary>A home or a place as it was registered.</summary>
/// <param name="Devices">Its devices.</param>
/// <param name="Day">Makes its days.</param>
internal sealed record TownSite(IReadOnlyList<DeviceAccount> Devices, DayMaker Day);
