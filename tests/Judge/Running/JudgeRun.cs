using SafetyHub.Judge.Hubs;
using SafetyHub.Judge.Scoring;
using SafetyHub.Town.World.Calendar;
using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Playing;

namespace SafetyHub.Judge.Running;

/// <summary>Plays every home of a town against three hubs. Homes run side by side; each lives by its own chance, so the result does not depend on how many do.</summary>
internal static class JudgeRun
{
    /// <param name="options">Size and seed.</param>
    /// <param name="hub">Makes the hub that is judged, for a home.</param>
    /// <param name="rules">Name of its rules.</param>
    /// <param name="progress">Told the number of homes done; from several threads.</param>
    /// <param name="cancel">Ends it early.</param>
    public static JudgeResult Run(JudgeOptions options, Func<HomeStory, ITownHub> hub, string rules, Action<int> progress, CancellationToken cancel)
    {
        var calendar = TownCalendar.ForSeed(options.Seed, options.LeadIn, options.Days);
        var scores = new (HomeScore Hub, HomeScore Everything, HomeScore Ladder)[options.Residents];
        var done = 0;
        Parallel.For(0, options.Residents, new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancel }, number =>
        {
            var story = HomeStory.Make(new HomeSeed(options.Seed, number), calendar);
            scores[number] = (Score(story, hub(story)), Score(story, new PageEverything()), Score(story, new PlainLadder()));
            progress(Interlocked.Increment(ref done));
        });
        return new JudgeResult(
            options.Seed, options.Residents, options.Days, Sum(scores.Select(score => score.Hub)), Sum(scores.Select(score => score.Everything)),
            Sum(scores.Select(score => score.Ladder)), options.LeadIn, calendar.DateOf(options.LeadIn).ToString("O", System.Globalization.CultureInfo.InvariantCulture), rules);
    }

    private static HomeScore Score(HomeStory story, ITownHub hub) => HomeScorer.Score(HomeRun.Play(story, hub));

    private static HubResult Sum(IEnumerable<HomeScore> homes)
    {
        var tally = new Tally();
        foreach (var home in homes) tally.Add(home);
        return tally.Sum();
    }
}
