using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace SafetyHub.DeviceBridge.Video.Tests.Support;

/// <summary>Waits for something that other threads bring about, with a time limit and a failure text.</summary>
internal static class Eventually
{
    public static async Task BecomesTrueAsync(Func<bool> condition, string what, double seconds = 30)
    {
        var started = System.Diagnostics.Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(started.Elapsed.TotalSeconds < seconds, $"Not within {seconds} s: {what}");
            await Task.Delay(10);
        }
    }
}

/// <summary>Metrics for parts that are built by hand.</summary>
internal static class TestMetrics
{
    private static readonly ServiceProvider Provider = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public static VideoMetrics Create() => new(Provider.GetRequiredService<IMeterFactory>());
}
