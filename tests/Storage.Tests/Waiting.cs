using System.Diagnostics;

namespace SafetyHub.Storage.Tests;

/// <summary>Waits for what is written behind.</summary>
internal static class Waiting
{
    /// <summary>Asks again until the answer fits; fails with the last answer after twenty seconds.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> fits)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (fits(answer)) return answer;
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(20)) throw new TimeoutException($"Still {answer} after 20 s");
            await Task.Delay(20);
        }
    }
}
