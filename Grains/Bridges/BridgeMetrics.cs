using System.Diagnostics.Metrics;

namespace SafetyHub.Grains.Bridges;

/// <summary>Measurements of the camera scheduler; meter <c>SafetyHub.Bridges</c>. The gauges are those of the silo where it lives, zero elsewhere.</summary>
internal static class BridgeMetrics
{
    private static readonly Meter Meter = new("SafetyHub.Bridges");
    private static BridgeFigures? _now;

    /// <summary>Decisions about cameras, by <c>reason</c>: placed, displaced, drained, evened, shed, ended.</summary>
    public static Counter<long> Steps { get; } = Meter.CreateCounter<long>("safetyhub.bridges.steps", "{camera}");

    /// <summary>Bridges that stopped reporting without a word.</summary>
    public static Counter<long> Lost { get; } = Meter.CreateCounter<long>("safetyhub.bridges.lost", "{bridge}");

    /// <summary>Observations refused because the camera had changed hands before.</summary>
    public static Counter<long> Refused { get; } = Meter.CreateCounter<long>("safetyhub.bridges.observations_refused", "{observation}");

    /// <summary>Work of the scheduler that failed and is tried again, by <c>work</c>.</summary>
    public static Counter<long> Failures { get; } = Meter.CreateCounter<long>("safetyhub.bridges.failures");

    static BridgeMetrics()
    {
        Meter.CreateObservableGauge("safetyhub.bridges.alive", () => _now?.Bridges ?? 0, "{bridge}", "Bridges that report");
        Meter.CreateObservableGauge("safetyhub.bridges.cameras", () => _now?.Cameras ?? 0, "{camera}", "Cameras that have something to be analysed");
        Meter.CreateObservableGauge("safetyhub.bridges.unplaced", () => _now?.Unplaced ?? 0, "{camera}", "Cameras that no bridge analyses");
        Meter.CreateObservableGauge("safetyhub.bridges.capacity", () => _now?.Capacity ?? 0, "{camera}", "Capacity of the bridges, in cameras at 5 frames a second");
        Meter.CreateObservableGauge("safetyhub.bridges.load", () => _now?.Load ?? 0, "{camera}", "Load of all cameras, in cameras at 5 frames a second");
    }

    /// <summary>Shows the figures of the scheduler of this silo; null when it left.</summary>
    public static void Show(BridgeFigures? figures) => Volatile.Write(ref _now, figures);
}

/// <summary>The scheduler at one moment.</summary>
internal sealed record BridgeFigures(int Bridges, int Cameras, int Unplaced, double Capacity, double Load);
