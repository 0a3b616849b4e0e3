using System.Diagnostics;

namespace SafetyHub.DeviceBridge.Tests.Hub;

/// <summary>Waits for what another process or thread brings about.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, string what, double seconds = 10)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed.TotalSeconds < seconds, $"Not within {seconds} s: {what}");
            await Task.Delay(10);
        }
    }
}
