using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Tests.Support;

internal static class Watches
{
    /// <summary>A watch that forbids the zones.</summary>
    public static CameraWatch Forbidding(params Zone[] zones) =>
        ForbiddenZones.Put(CameraWatch.None, [.. zones.Select(zone => new CameraZone(zone.Id, zone.Corners))]);
}
