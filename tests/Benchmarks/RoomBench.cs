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
        assume = assume with { Seed = options.Seed ?? assume.Seed };
        report.Add("assumptions", assume);
        var met = true;
        for (var day = 0; day < options.Days; day++) met &= Day(report, assume with { Seed = assume.Seed + day });
        Report.Say(met ? "Every promise was met." : "A promise was MISSED, see above.");
        return Task.FromResult(met ? 0 : 1);
    }

    private static bool Day(Report report, RoomAssumptions assume)
    {
        Report.Say($"Day of seed {assume.Seed}: {assume.Cameras} cameras, {assume.Positions} positions, 24 hours");
        var began = Stopwatch.GetTimestamp();
        var measured = RoomRun.Run(assume, 0, 24, hour =>
        {
            if ((int)Math.Round(hour * 60) % 180 == 0) Report.Say(string.Create(CultureInfo.InvariantCulture, $"  {hour:00}:00"));
        });
        report.Add($"day-{assume.Seed}", measured);
        Figures(measured);
        Beside(measured);
        var met = Promises(measured).Select(promise => Say(promise.Name, promise.Met, promise.Measured)).ToList();
        foreach (var late in measured.Late) Report.Say("  late: " + late);
        Report.Say(string.Create(CultureInfo.InvariantCulture, $"  took {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
        return met.TrueForAll(holds => holds);
    }

    private static IEnumerable<(string Name, bool Met, string Measured)> Promises(RoomReport r)
    {
        yield return ("at most 6 alarms an hour and position", r.AlarmsPerPositionHour <= 6, Text(r.AlarmsPerPositionHour));
        yield return ("under 1 % of 10-minute windows in flood", r.FloodShare < 0.01, $"{r.FloodWindows} of {r.Windows}");
        yield return ("every critical event of a camera on a wall within 2 s", r.CriticalOnCamera.Over2 == 0, Text(r.CriticalOnCamera));
        yield return ("every critical event rings within 2 s", r.CriticalRang.Over2 == 0, Text(r.CriticalRang));
        yield return ("every other true event of a camera on a wall within 30 s", r.OtherTrueShown.Over30 == 0, Text(r.OtherTrueShown));
        yield return ("every other event of a home on a desk within 30 s", r.HomesListed.Over30 == 0, Text(r.HomesListed));
        yield return ("every camera on a wall within 60 min", r.LongestUnseenMinutes <= 60, Text(r.LongestUnseenMinutes) + " min");
    }

    private static void Beside(RoomReport r)
    {
        var ratio = r.Baseline.Alarms == 0 ? 0 : (double)r.Alarms / r.Baseline.Alarms;
        Report.Say($"  without selection: {r.Baseline.Alarms} alarms, {Text(r.Baseline.AlarmsPerPositionHour)} an hour and position, {Text(100 * r.Baseline.FloodShare)} % of windows in flood, worst window {r.Baseline.WorstWindow}");
        Report.Say(string.Create(CultureInfo.InvariantCulture, $"  with selection {r.Alarms}: ratio {ratio:0.0000}"));
    }

    private static void Figures(RoomReport r)
    {
        Report.Say($"  {r.Events} events ({r.TrueEvents} true): {string.Join(", ", r.ByCause.Select(cause => $"{cause.Value} {cause.Key}"))}");
        Report.Say($"  {r.Alarms} alarms, {r.ProtectedAlarms} of them critical; worst hour of a position {r.WorstPositionHour}, worst window {r.WorstWindow}; {r.Grouped} went into groups, {r.Moved} to another desk");
        Report.Say($"  true events in groups: {r.TrueInGroups}; their picture was up: {Text(r.TrueInGroupsShown)}; they or their group rang: {Text(r.TrueInGroupsRang)}");
        Report.Say($"  a tile changes {Text(r.TileChangesPerWallMinute)} times a minute and wall; a choice takes {Text(r.RoundMicroseconds)} µs, at most {Text(r.LongestRoundMicroseconds)} µs; operators at work {Text(100 * r.OperatorsBusy)} % of their time");
    }

    private static bool Say(string promise, bool met, string measured)
    {
        Report.Say($"  {(met ? "met   " : "MISSED")} {promise}: {measured}");
        return met;
    }

    private static string Text(Times times) => string.Create(
        CultureInfo.InvariantCulture, $"{times.Count} events, median {times.Median} s, 99 % {times.Most} s, worst {times.Worst} s, over 2 s {times.Over2}, over 30 s {times.Over30}{(times.Never == 0 ? "" : $", of them never {times.Never}")}");

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
