using SafetyHub.Devices;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Devices;

/// <summary>What a device grain keeps. Plain and settable: fields are only ever added. Written on change, never per message.</summary>
internal abstract class DeviceGrainState
{
    public SubjectKind? SubjectKind { get; set; }
    public string? SubjectId { get; set; }
    public DeviceState State { get; set; }
    public DateTimeOffset? Since { get; set; }
    /// <summary>As of the last write; the newest lives in memory.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }
    public StoredBirth? Birth { get; set; }
    public double? Battery { get; set; }
    public string? DesiredConfig { get; set; }
    public string? ConfiguredBy { get; set; }
    /// <summary>From the desired configuration; null = the default.</summary>
    public int? HeartbeatSeconds { get; set; }
    public long Missing { get; set; }
    /// <summary>Events that came again; as of the last write, the newest lives in memory.</summary>
    public long Repeated { get; set; }
    public long? ClockSkewSeconds { get; set; }
    public DateTimeOffset? ChatteringSince { get; set; }
    /// <summary>Faults that telemetry can end (see <see cref="Recovery"/>), or null.</summary>
    public List<string>? Causes { get; set; }
}

/// <summary>A birth as it is stored.</summary>
internal sealed class StoredBirth
{
    public string? Model { get; set; }
    public string? Vendor { get; set; }
    public string? Firmware { get; set; }
    public string? BootId { get; set; }
    public string[] Capabilities { get; set; } = [];
    public DateTimeOffset ReceivedAt { get; set; }
}

internal sealed class RobotState : DeviceGrainState;

internal sealed class SpeakerState : DeviceGrainState;

internal sealed class SensorState : DeviceGrainState;

internal sealed class CameraState : DeviceGrainState
{
    public StoredSource? Source { get; set; }
    /// <summary>null = the forbidden zones of the source are all that is watched.</summary>
    public StoredWatch? Watch { get; set; }
    public StoredUpkeep? Upkeep { get; set; }
    public string? Site { get; set; }
    /// <summary>null = the standard.</summary>
    public int? Priority { get; set; }
    /// <summary>The newest number under which a bridge was let in, by whom and when, UTC; a lower number is refused.</summary>
    public long LeaseEpoch { get; set; }
    public string? LeaseHolder { get; set; }
    public DateTimeOffset? LeasedAt { get; set; }
}

/// <summary>A camera's source as it is stored.</summary>
internal sealed class StoredSource
{
    public string ProtectedUrl { get; set; } = "";
    public string DisplayUrl { get; set; } = "";
    public double FramesPerSecond { get; set; }
    public StoredZone[] Zones { get; set; } = [];
    public int Version { get; set; }
    /// <summary>0 = the default.</summary>
    public int AnalysisWidth { get; set; }
    public CameraTransport Transport { get; set; }
    public CameraReading Reading { get; set; }
    public CameraDecoding Decoding { get; set; }
    public string? ProtectedSubUrl { get; set; }
    public string? DisplaySubUrl { get; set; }
}

/// <summary>A zone as it is stored: x and y in turn.</summary>
internal sealed class StoredZone
{
    public string Name { get; set; } = "";
    public double[] Points { get; set; } = [];
}
