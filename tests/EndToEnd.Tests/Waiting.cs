using System.Diagnostics;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>Waits for a condition of a program that only shows itself when asked.</summary>
internal static class Waiting
{
    public static async Task UntilAsync(Func<Task<bool>> holds, TimeSpan atMost, string otherwise)
    {
        var clock = Stopwatch.StartNew();
        while (!await holds())
        {
            if (clock.Elapsed > atMost) throw new TimeoutException($"{otherwise} within {atMost}");
            await Task.Delay(100);
        }
    }
}
