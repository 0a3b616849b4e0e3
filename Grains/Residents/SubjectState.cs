using SafetyHub.Incidents;

namespace SafetyHub.Grains.Residents;

/// <summary>What a subject keeps beside its profile. Plain and settable: fields are only ever added.</summary>
internal abstract class SubjectState
{
    /// <summary>Signals that count by repetition over the last day, oldest first, at most <see cref="MaxRepeats"/>.</summary>
    public List<RepeatMark>? Repeats { get; set; }

    /// <summary>What is wrong with which device, where several faults share one incident; at most <see cref="MaxCauses"/>.</summary>
    public List<CauseMark>? Causes { get; set; }

    /// <summary>Bound of <see cref="Repeats"/>; the oldest goes first.</summary>
    public const int MaxRepeats = 32;

    /// <summary>Bound of <see cref="Causes"/>; the oldest goes first.</summary>
    public const int MaxCauses = 64;
}

/// <summary>A signal that counts by repetition.</summary>
internal sealed class RepeatMark
{
    public string SignalId { get; set; } = "";
    public string Type { get; set; } = "";
    public DateTimeOffset At { get; set; }
}

/// <summary>One thing that is wrong with one device.</summary>
internal sealed class CauseMark
{
    public IncidentCategory Category { get; set; }
    public string Cause { get; set; } = "";
    public string Device { get; set; } = "";
    public Severity Severity { get; set; }
}

/// <summary>A resident's state.</summary>
internal sealed class ResidentState : SubjectState
{
    public StoredProfile? Profile { get; set; }
    public List<StoredDevice>? Devices { get; set; }
    /// <summary>What the risk rules remember; a few kilobytes at most.</summary>
    public Risk.PersonMemory? Story { get; set; }
    /// <summary>null = those of the rules.</summary>
    public SafetyHub.Residents.PersonalThresholds? Thresholds { get; set; }
}

/// <summary>A place's state.</summary>
internal sealed class PlaceState : SubjectState
{
    public StoredProfile? Profile { get; set; }
}

/// <summary>A profile as it is stored; a place leaves the personal fields empty.</summary>
internal sealed class StoredProfile
{
    public string Name { get; set; } = "";
    public string District { get; set; } = "";
    public double? Lat { get; set; }
    public double? Lon { get; set; }
    public string? Address { get; set; }
    public string? Phone { get; set; }
    public string? Language { get; set; }
    public string? Caseworker { get; set; }
}

/// <summary>A device of the home as it is stored.</summary>
internal sealed class StoredDevice
{
    public string Id { get; set; } = "";
    public SafetyHub.Devices.DeviceKind Kind { get; set; }
}
