using System.Collections.Immutable;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Signals;

/// <summary>What a row of the event table does; the first six are <see cref="SignalEffect"/>, the rest opens nothing.</summary>
internal enum EventEffect
{
    Raise = SignalEffect.Raise,
    Set = SignalEffect.Set,
    Clear = SignalEffect.Clear,
    TakeBack = SignalEffect.TakeBack,
    Presence = SignalEffect.Presence,
    Intervention = SignalEffect.Intervention,
    /// <summary>The person is up and about.</summary>
    Activity = 101,
    /// <summary>Kept for a trend.</summary>
    Trend = 102,
    /// <summary>Kept; somebody may want to look.</summary>
    Attention = 103,
}

/// <summary>The kinds of device that send a type by contract. Others are taken too and counted.</summary>
[Flags]
internal enum Senders
{
    Robot = 1,
    Speaker = 2,
    Camera = 4,
    Sensor = 8,
    Any = Robot | Speaker | Camera | Sensor,
}

/// <summary>One row of the event table.</summary>
internal sealed record EventRule(string Type, EventEffect Effect)
{
    /// <summary>Which of the subject's incidents it concerns; null for rows that open and join none.</summary>
    public IncidentCategory? Category { get; init; }

    /// <summary>Severity when no other column says another.</summary>
    public Severity Severity { get; init; } = Severity.Low;

    /// <summary>Severity where the subject is a place, when it differs.</summary>
    public Severity? SeverityAtPlace { get; init; }

    /// <summary>Who sends it.</summary>
    public Senders From { get; init; } = Senders.Any;

    /// <summary>Incidents whose condition it ends.</summary>
    public ImmutableArray<IncidentCategory> Clears { get; init; } = [];

    /// <summary>What a field of the event's data changes.</summary>
    public ImmutableArray<FieldCase> Cases { get; init; } = [];

    /// <summary>Severity by the hours that have passed since the time in this field of the data.</summary>
    public string? HoursSinceField { get; init; }

    /// <summary>Severity by how often the type came within a day.</summary>
    public ImmutableArray<RepeatStep> Repeats { get; init; } = [];

    /// <summary>
    /// What is wrong with the device, where one incident collects several faults of a device: the condition ends when the last
    /// of them has ended.
    /// </summary>
    public string? Cause { get; init; }

    /// <summary>The cause that it ends, <see cref="AnyCause"/> for all of the device.</summary>
    public string? Ends { get; init; }

    /// <summary>Key of the sentence the device says, or null.</summary>
    public string? SayKey { get; init; }

    /// <summary>A test: runs the whole path, pages nobody outside.</summary>
    public bool IsTest { get; init; }

    /// <summary>Made by the hub itself, not part of the contract with devices.</summary>
    public bool IsInternal { get; init; }

    /// <summary>Value of <see cref="Ends"/> that stands for every cause of the device in the category.</summary>
    public const string AnyCause = "*";
}

/// <summary>What a value of a data field makes of a row.</summary>
/// <param name="Field">Field of the event's data.</param>
/// <param name="Value">Its value.</param>
internal sealed record FieldCase(string Field, string Value)
{
    /// <summary>Severity then, or null to leave it.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Effect then, or null to leave it.</summary>
    public EventEffect? Effect { get; init; }

    /// <summary>Incidents whose condition it then ends.</summary>
    public ImmutableArray<IncidentCategory> Clears { get; init; } = [];

    /// <summary>What the device then says, or null to leave it.</summary>
    public string? SayKey { get; init; }
}

/// <summary>From this many on, counted over a day and with the present one, the severity is at least this.</summary>
internal readonly record struct RepeatStep(int Count, Severity Severity);
