using System.Diagnostics;
using System.Globalization;
using SafetyHub.SimulatedRoom;

namespace SafetyHub.Benchmarks;

/// <summary>The simulated control room, whole days of it: what the desks had to bear, and when each event was seen.</summary>
internal static class RoomBench
{
    public static Task<int> RunAsync(BenchOptions options)
    {
        var report = new Report("room", options.Out);
        var assume = new RoomAssumptions();
        report.Add("assumptions", assume);
        var kept = true;
        for (var day = 0; day < options.Days; day++) kept &= Day(report, assume with { Seed = assume.Seed + day });
        return Task.FromResult(kept ? 0 : 1);
    }

    private static bool Day(Report report, RoomAssumptions assume)
    {
        Report.Say($"Day of seed {assume.Seed}: {assume.Cameras} cameras, {assume.Positions} positions, 24 hours");
        var began = Stopwatch.GetTimestamp();
        var measured = RoomRun.Run(assume, 0, 24, hour =>
        {
            if (hour % 3 < 1 / 60.0) Report.Say(string.Create(CultureInfo.InvariantCulture, $"  {hour:00}:00"));
        });
        report.Add($"day-{assume.Seed}", measured);
        Figures(measured);
        var kept = Promises(measured).Select(promise => Say(promise.Name, promise.Kept, promise.Measured)).ToList();
        foreach (var late in measured.Late) Report.Say("  late: " + late);
        Report.Say(string.Create(CultureInfo.InvariantCulture, $"  took {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
        return kept.TrueForAll(holds => holds);
    }

    private static IEnumerable<(string Name, bool Kept, string Measured)> Promises(RoomReport r)
    {
        yield return ("at most 6 alarms an hour and position", r.AlarmsPerPositionHour <= 6, Text(r.AlarmsPerPositionHour));
        yield return ("under 1 % of 10-minute windows in flood", r.FloodShare < 0.01, $"{r.FloodWindows} of {r.Windows}");
        yield return ("every critical event of a camera on a wall within 2 s", r.CriticalOnCamera.Over2 == 0, r.CriticalOnCamera.ToString());
        yield return ("every critical event rings within 2 s", r.CriticalRang.Over2 == 0, r.CriticalRang.ToString());
        yield return ("every other true event of a camera on a wall within 30 s", r.OtherTrueShown.Over30 == 0, r.OtherTrueShown.ToString());
        yield return ("every other event of a home on a desk within 30 s", r.HomesListed.Over30 == 0, r.HomesListed.ToString());
        yield return ("every camera on a wall within 60 min", r.LongestUnseenMinutes <= 60, Text(r.LongestUnseenMinutes) + " min");
    }

    private static void Figures(RoomReport r)
    {
        Report.Say($"  {r.Events} events ({r.TrueEvents} true): {string.Join(", ", r.ByCause.Select(cause => $"{cause.Value} {cause.Key}"))}");
        Report.Say($"  {r.Alarms} alarms, {r.ProtectedAlarms} of them critical; worst hour of a position {r.WorstPositionHour}, worst window {r.WorstWindow}; {r.Grouped} went into groups, {r.Moved} to another desk");
        Report.Say($"  true events in groups: {r.TrueInGroups}; their picture was up: {r.TrueInGroupsShown}; their group rang: {r.TrueInGroupsRang}");
        Report.Say($"  all other true events of cameras, until they or their group rang: {r.OtherTrueRang}");
        Report.Say($"  a tile changes {Text(r.TileChangesPerWallMinute)} times a minute and wall; a choice takes {Text(r.RoundMicroseconds)} µs, at most {Text(r.LongestRoundMicroseconds)} µs; operators at work {Text(100 * r.OperatorsBusy)} % of their time");
    }

    private static bool Say(string promise, bool kept, string measured)
    {
        Report.Say($"  {(kept ? "kept  " : "BROKEN")} {promise}: {measured}");
        return kept;
    }

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
