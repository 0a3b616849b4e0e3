using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Monitoring.Walls;

/// <summary>Where the wall leads to.</summary>
internal static class Address
{
    /// <summary>
    /// The window in which the wall opens what it leads to: one beside it, the same one every time. Leaving the wall's own page would give up the seat.
    /// </summary>
    public const string OtherWindow = "safetyhub-room";

    /// <summary>The control room with the incident open.</summary>
    public static string Incident(IncidentId incident) => $"/?incident={Uri.EscapeDataString(incident.Value)}";

    /// <summary>The camera's settings.</summary>
    public static string Camera(DeviceId camera) => $"/cameras/{Uri.EscapeDataString(camera.Value)}";

    /// <summary>The wall of a position, so that a reload comes back to it.</summary>
    public static string Wall(string? position) => position is null ? "/wall" : $"/wall?position={Uri.EscapeDataString(position)}";
}
