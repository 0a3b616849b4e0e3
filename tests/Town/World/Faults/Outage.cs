using SafetyHub.Town.World.Homes;

namespace SafetyHub.Town.World.Faults;

/// <summary>A time in which nothing of a device, or of a home, reaches the hub.</summary>
/// <param name="From">It begins.</param>
/// <param name="To">It ends.</param>
/// <param name="Device">The device; null = the whole home.</param>
/// <param name="KeepsEvents">True when the device works on and sends its events once the link is back; false when it is off.</param>
internal sealed record Outage(TimeSpan From, TimeSpan To, HomeDevice? Device, bool KeepsEvents);
