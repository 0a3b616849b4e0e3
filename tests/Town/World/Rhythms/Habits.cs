using System.Collections.Immutable;

namespace SafetyHub.Town.World.Rhythms;

/// <summary>A person's own rhythm.</summary>
internal sealed record Habits
{
    /// <summary>Usual time of getting up, since midnight.</summary>
    public required TimeSpan Wakes { get; init; }

    /// <summary>Usual time of going to bed, since midnight; may pass 24 hours.</summary>
    public required TimeSpan Sleeps { get; init; }

    /// <summary>How much both vary from day to day (standard deviation).</summary>
    public required TimeSpan DayToDay { get; init; }

    /// <summary>Chance to be counted by a motion sensor in 10 minutes up and about.</summary>
    public required double Liveliness { get; init; }

    /// <summary>Share of waking hours spent still.</summary>
    public required double StillShare { get; init; }

    /// <summary>Share of days with a nap.</summary>
    public required double NapShare { get; init; }

    /// <summary>Share of days with an outing that is not fixed.</summary>
    public required double OutingShare { get; init; }

    /// <summary>How often the robot is touched a day, mean.</summary>
    public required double TouchesPerDay { get; init; }

    /// <summary>How often robot or speaker are talked to a day, mean.</summary>
    public required double TalksPerDay { get; init; }

    /// <summary>Doses of medication a day, 1 to 3.</summary>
    public required int Doses { get; init; }

    /// <summary>Fixed outings.</summary>
    public required ImmutableArray<WeeklyOuting> Weekly { get; init; }
}
