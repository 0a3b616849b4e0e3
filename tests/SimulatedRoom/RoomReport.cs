namespace SafetyHub.SimulatedRoom;

/// <summary>What a run measured. Times are seconds from the moment in the picture.</summary>
public sealed record RoomReport
{
    /// <summary>Simulated hours.</summary>
    public double Hours { get; init; }
    /// <summary>Events of all kinds (sightings of persons and vehicles are no events).</summary>
    public int Events { get; init; }
    /// <summary>Events that really happened.</summary>
    public int TrueEvents { get; init; }
    /// <summary>Events by what made them.</summary>
    public IReadOnlyDictionary<string, int> ByCause { get; init; } = new Dictionary<string, int>();
    /// <summary>Hours for which positions were staffed, all together.</summary>
    public double PositionHours { get; init; }
    /// <summary>Alarms: what rang at a desk, groups once for each ring.</summary>
    public long Alarms { get; init; }
    /// <summary>The same day without selection.</summary>
    public RoomBaseline Baseline { get; init; } = new(0, 0, 0, 0);
    /// <summary>Of them critical.</summary>
    public long ProtectedAlarms { get; init; }
    /// <summary>Alarms for each hour that a position was staffed.</summary>
    public double AlarmsPerPositionHour { get; init; }
    /// <summary>Most alarms of one position in one clock hour.</summary>
    public int WorstPositionHour { get; init; }
    /// <summary>10-minute windows of a position with more than 10 alarms.</summary>
    public int FloodWindows { get; init; }
    /// <summary>All such windows.</summary>
    public int Windows { get; init; }
    /// <summary>Part of the windows in flood.</summary>
    public double FloodShare { get; init; }
    /// <summary>Most alarms in one window.</summary>
    public int WorstWindow { get; init; }
    /// <summary>Incidents that went into groups.</summary>
    public long Grouped { get; init; }
    /// <summary>Alarms that rang at another desk.</summary>
    public long Moved { get; init; }
    /// <summary>Critical events of cameras: until the picture was up on a staffed wall.</summary>
    public Times CriticalOnCamera { get; init; } = Times.None;
    /// <summary>All critical events: until they rang.</summary>
    public Times CriticalRang { get; init; } = Times.None;
    /// <summary>Other true events of cameras: until the picture was up.</summary>
    public Times OtherTrueShown { get; init; } = Times.None;
    /// <summary>Other true events of cameras: until they, or their group, rang.</summary>
    public Times OtherTrueRang { get; init; } = Times.None;
    /// <summary>Other events of homes: until they stood on a desk, as an alarm or in a group.</summary>
    public Times HomesListed { get; init; } = Times.None;
    /// <summary>Other true events of cameras that were in a group.</summary>
    public int TrueInGroups { get; init; }
    /// <summary>Those: until the picture was up.</summary>
    public Times TrueInGroupsShown { get; init; } = Times.None;
    /// <summary>Those: until the group, or they, rang.</summary>
    public Times TrueInGroupsRang { get; init; } = Times.None;
    /// <summary>Events that were shown later than they should be, the first 20.</summary>
    public IReadOnlyList<string> Late { get; init; } = [];
    /// <summary>Longest time that any camera was on no staffed wall.</summary>
    public double LongestUnseenMinutes { get; init; }
    /// <summary>Most cameras that waited for a tile on one wall at once.</summary>
    public int MostWaiting { get; init; }
    /// <summary>How often a tile changed its camera, the tour included.</summary>
    public double TileChangesPerWallMinute { get; init; }
    /// <summary>Mean time of one choice for one wall.</summary>
    public double RoundMicroseconds { get; init; }
    /// <summary>Longest time of one choice.</summary>
    public double LongestRoundMicroseconds { get; init; }
    /// <summary>Part of their time for which the simulated operators were at work.</summary>
    public double OperatorsBusy { get; init; }
}

/// <summary>
/// What the desks of the same run would have had to bear without selection: every incident rings once when it opens, at the desk that has its camera.
/// Signals that join an open incident count as nothing, so this flatters the baseline: slower operators would not join more, but hear more.
/// </summary>
/// <param name="Alarms">Alarms.</param>
/// <param name="AlarmsPerPositionHour">Alarms for each hour that a position was staffed.</param>
/// <param name="FloodShare">Part of the 10-minute windows with more than 10.</param>
/// <param name="WorstWindow">Most in one window.</param>
public sealed record RoomBaseline(long Alarms, double AlarmsPerPositionHour, double FloodShare, int WorstWindow);

/// <summary>Times of one kind, in seconds; what never came is counted apart.</summary>
/// <param name="Count">How many.</param>
/// <param name="Never">For how many it never came within the run.</param>
/// <param name="Median">Half of those that came took at most this.</param>
/// <param name="Most">99 of 100 took at most this.</param>
/// <param name="Worst">The longest.</param>
/// <param name="Over2">How many took more than 2 s or never came.</param>
/// <param name="Over30">How many took more than 30 s or never came.</param>
public sealed record Times(int Count, int Never, double Median, double Most, double Worst, int Over2, int Over30)
{
    /// <summary>Nothing measured.</summary>
    public static Times None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    internal static Times Of(IEnumerable<TimeSpan?> times)
    {
        var all = times.ToList();
        var came = all.OfType<TimeSpan>().Select(time => time.TotalSeconds).Order().ToList();
        if (came.Count == 0) return None with { Count = all.Count, Never = all.Count, Over2 = all.Count, Over30 = all.Count };
        var never = all.Count - came.Count;
        return new Times(
            all.Count, never, Round(came[came.Count / 2]), Round(came[(int)(came.Count * 0.99)]), Round(came[^1]),
            came.Count(time => time > 2) + never, came.Count(time => time > 30) + never);
    }

    private static double Round(double seconds) => Math.Round(seconds, 2);
}
