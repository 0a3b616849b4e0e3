using System.Collections.Immutable;
using SafetyHub.Devices;
using SafetyHub.Grains.Signals;

namespace SafetyHub.Grains.Devices;

/// <summary>Which telemetry ends which fault, as data: devices report the fault as an event, but never its end.</summary>
/// <param name="Cause">The fault, as the event table names it.</param>
/// <param name="EndType">The event type that ends it.</param>
/// <param name="Reading">The telemetry name.</param>
/// <param name="Above">The number must be above this; null where the reading is a flag that must be true.</param>
internal sealed record Recovery(string Cause, string EndType, string Reading, double? Above)
{
    public static ImmutableArray<Recovery> All { get; } =
    [
        new(EventTable.BatteryCause, EventTable.BatteryOk, "battery", 20),
        new(EventTable.BatteryCause, EventTable.BatteryOk, "charging", null),
        new(EventTable.PowerCause, EventTable.PowerBack, "charging", null),
    ];

    /// <summary>True when the device's telemetry can end this fault, so that the device remembers it.</summary>
    public static bool Ends(string? cause) => cause is not null && All.Any(recovery => recovery.Cause == cause);

    public bool IsMetBy(in TelemetryValue value) =>
        value.Name == Reading && (Above is { } limit ? value.Number > limit : value.Flag == true);
}
