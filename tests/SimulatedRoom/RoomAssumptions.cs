namespace SafetyHub.SimulatedRoom;

/// <summary>What the simulated room takes for granted; each number stands in docs/selective-monitoring.md with where it comes from.</summary>
public sealed record RoomAssumptions
{
    /// <summary>Everything random follows from it.</summary>
    public int Seed { get; init; } = 20261125;

    /// <summary>Cameras with analysis (Goyang: 3,576).</summary>
    public int Cameras { get; init; } = 3_576;

    /// <summary>Cameras that watch one place together.</summary>
    public double CamerasPerPlace { get; init; } = 2.5;

    /// <summary>Operator positions (36 operators in 4 teams: 9 at a time).</summary>
    public int Positions { get; init; } = 9;

    /// <summary>Findings of a camera a day that are no falls and no fire (raw analytics: 5).</summary>
    public double FindingsPerCameraDay { get; init; } = 5;

    /// <summary>Part of the findings that is true. The worst published services for people at home lie at 0.3 to 8 %.</summary>
    public double TrueShare { get; init; } = 0.04;

    /// <summary>True falls in front of a camera, a day in the whole city.</summary>
    public double FallsPerDay { get; init; } = 8;

    /// <summary>False falls of a camera a day.</summary>
    public double FalseFallsPerCameraDay { get; init; } = 0.02;

    /// <summary>True fires or smoke in front of a camera, a day in the whole city.</summary>
    public double FiresPerDay { get; init; } = 1;

    /// <summary>False fires of a camera a day.</summary>
    public double FalseFiresPerCameraDay { get; init; } = 0.004;

    /// <summary>Homes in care: 240,000 households of the country, by population.</summary>
    public int Homes { get; init; } = 4_900;

    /// <summary>Calls for help of a home a year; 8 % are true (the best of the published shares).</summary>
    public double CallsPerHomeYear { get; init; } = 1.5;

    /// <summary>True part of the calls for help.</summary>
    public double TrueCalls { get; init; } = 0.08;

    /// <summary>Other alarms of a home a year: silence of a device, no activity, missed meals.</summary>
    public double OtherPerHomeYear { get; init; } = 6;

    /// <summary>Part of the cameras that cry wolf (a tree, a flag, headlights).</summary>
    public double OffenderShare { get; init; } = 0.02;

    /// <summary>False findings of such a camera a day, more of them in the evening.</summary>
    public double OffenderPerDay { get; init; } = 60;

    /// <summary>From when to when a storm rages, hours of the day, local time.</summary>
    public double StormFrom { get; init; } = 17;

    /// <summary>See <see cref="StormFrom"/>.</summary>
    public double StormTo { get; init; } = 20;

    /// <summary>How many times more false loitering, intrusion and abandoned objects the storm causes.</summary>
    public double StormTimes { get; init; } = 10;

    /// <summary>Part of the cameras in the storm.</summary>
    public double StormShare { get; init; } = 0.6;

    /// <summary>Persons and vehicles seen, a minute in the whole room, by day.</summary>
    public double SightingsPerMinute { get; init; } = 3_000;

    /// <summary>From the moment in the picture until the room hears of it: decoding, analysis, the way through the hub, the disk.</summary>
    public TimeSpan PipelineDelay { get; init; } = TimeSpan.FromMilliseconds(800);
}
