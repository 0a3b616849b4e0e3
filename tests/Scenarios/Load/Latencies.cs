using System.Collections.Concurrent;
using System.Diagnostics;

namespace SafetyHub.Scenarios.Load;

/// <summary>Collects durations and gives their percentiles.</summary>
public sealed class Latencies
{
    private readonly ConcurrentQueue<double> _milliseconds = new();

    /// <summary>Number of durations.</summary>
    public int Count => _milliseconds.Count;

    /// <summary>Adds the time since a <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public void AddSince(long start) => _milliseconds.Enqueue(Stopwatch.GetElapsedTime(start).TotalMilliseconds);

    /// <summary>p50, p95, p99 and the largest, in milliseconds; zeros when empty.</summary>
    public LatencySummary Summarise()
    {
        var sorted = _milliseconds.ToArray();
        Array.Sort(sorted);
        return sorted.Length == 0 ? new LatencySummary(0, 0, 0, 0, 0) : new LatencySummary(sorted.Length, At(sorted, 0.5), At(sorted, 0.95), At(sorted, 0.99), Math.Round(sorted[^1], 2));
    }

    private static double At(double[] sorted, double share) => Math.Round(sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)], 2);
}

/// <summary>Percentiles in milliseconds.</summary>
public sealed record LatencySummary(int Count, double P50, double P95, double P99, double Max)
{
    /// <inheritdoc/>
    public override string ToString() => $"p50 {P50} ms, p95 {P95} ms, p99 {P99} ms, max {Max} ms (n={Count})";
}
