using System.Diagnostics;

namespace SafetyHub.Benchmarks.Spine;

/// <summary>A grain that does nothing: the baseline of a call.</summary>
[Alias("bench.INothingGrain")]
public interface INothingGrain : IGrainWithStringKey
{
    /// <summary>Does nothing.</summary>
    [Alias("Nothing")] Task Nothing();
}

/// <inheritdoc/>
public sealed class NothingGrain : Grain, INothingGrain
{
    /// <inheritdoc/>
    public Task Nothing() => Task.CompletedTask;
}

/// <summary>Times calls on 10,000 grains from 200 loops.</summary>
internal static class GrainCallBench
{
    public static async Task<(double CallsPerSecond, double MicrosecondsPerCall)> RunAsync(Func<int, Task> call, TimeSpan duration)
    {
        for (var n = 0; n < 10_000; n++) await call(n);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var calls = 0L;
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async loop =>
        {
            await Task.Yield();
            for (var n = loop; clock.Elapsed < duration; n += 200)
            {
                await call(n % 10_000);
                Interlocked.Increment(ref calls);
            }
        }));
        process.Refresh();
        return (Math.Round(calls / clock.Elapsed.TotalSeconds), Math.Round((process.TotalProcessorTime - before).TotalMicroseconds / calls, 2));
    }
}
