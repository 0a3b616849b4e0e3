using System.Diagnostics;

namespace SafetyHub.Benchmarks.Video;

/// <summary>Work done by some threads.</summary>
/// <param name="Count">Pieces of work.</param>
/// <param name="Wall">Time by the clock.</param>
/// <param name="Processor">Processor time of this process.</param>
internal readonly record struct Load(long Count, TimeSpan Wall, TimeSpan Processor)
{
    /// <summary>Pieces a second by the clock.</summary>
    public double PerSecond => Math.Round(Count / Wall.TotalSeconds, 1);

    /// <summary>Milliseconds of processor time for a piece.</summary>
    public double Ms => Math.Round(Processor.TotalMilliseconds / Count, 3);

    public static Load operator +(Load a, Load b) => new(a.Count + b.Count, a.Wall + b.Wall, a.Processor + b.Processor);

    /// <summary>Lets threads work until the time is over.</summary>
    public static Load Of(int workers, TimeSpan duration, Action<int, Runs> work)
    {
        var (started, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        Runs[] runs = [.. Enumerable.Range(0, workers).Select(_ => new Runs(started, duration))];
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(i => new Thread(() => work(i, runs[i])))];
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        return new Load(runs.Sum(run => run.Count), Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - before);
    }
}

/// <summary>One thread's count.</summary>
internal sealed class Runs(long started, TimeSpan duration)
{
    public long Count { get; private set; }

    public bool IsOver => Stopwatch.GetElapsedTime(started) >= duration;

    /// <summary>Counts one piece; false when the time is over.</summary>
    public bool Go()
    {
        Count++;
        return !IsOver;
    }
}
