using SafetyHub.Bridges;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Bridges;

/// <summary>A camera: free, with a bridge, or on its way out of one.</summary>
internal sealed class CameraEntry(DeviceId id)
{
    /// <summary>Nothing was ever answered to a bridge about it under its present number.</summary>
    public static readonly TimeSpan NeverGranted = TimeSpan.MinValue;

    public DeviceId Id { get; } = id;

    /// <summary>Null while there is nothing to analyse.</summary>
    public CameraDemand? Demand { get; set; }

    /// <summary>Thousandths.</summary>
    public int Load { get; set; }

    public int Priority => Demand?.Priority ?? CameraSite.Standard;

    /// <summary>Who may be running it; null when nobody is.</summary>
    public BridgeEntry? Bridge { get; set; }

    /// <summary>No longer listed for <see cref="Bridge"/>, which may still run it until it reports without it or until <see cref="GrantedUntil"/>.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>Who gets it when it is free; room is kept there.</summary>
    public BridgeEntry? Next { get; set; }

    /// <summary>The newest number it was given under.</summary>
    public long Epoch { get; set; }

    /// <summary>When the newest answer that listed it ends, on the scheduler's clock, which is never before the bridge's own end.</summary>
    public TimeSpan GrantedUntil { get; set; } = NeverGranted;

    public bool IsWaiting => Bridge is null && Demand is not null;
}
