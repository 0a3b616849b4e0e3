namespace SafetyHub.Judge.Scoring;

/// <summary>Where times lie, in whole seconds; null where there is none.</summary>
internal sealed record Spread(long? P50, long? P95, long? Max)
{
    public static Spread Of(IEnumerable<TimeSpan?> times)
    {
        var sorted = times.OfType<TimeSpan>().Select(time => (long)Math.Round(time.TotalSeconds)).Order().ToArray();
        return sorted.Length == 0 ? new Spread(null, null, null) : new Spread(At(sorted, 0.5), At(sorted, 0.95), sorted[^1]);
    }

    /// <summary>The smallest value that the share of all does not exceed.</summary>
    private static long At(long[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
