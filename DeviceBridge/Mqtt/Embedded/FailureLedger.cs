using System.Collections.Concurrent;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>
/// Slows down whoever keeps failing to sign in: the refusal comes later and later, up to 5 s. The right secret is never slowed down, so nobody can lock a
/// device out by trying wrong ones in its name; a check costs one SHA-256. Bounded: 8,192 sources and ids. A refusal that waits costs a timer and its
/// connection, and of those <see cref="ConnectionGate"/> lets in so many and no more, so there is no number from which on a guess is answered at once.
/// </summary>
internal sealed class FailureLedger(TimeProvider time)
{
    private const int Entries = 8_192;
    private const int Free = 3;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (int Failures, long At)> _failures = new(StringComparer.Ordinal);

    /// <summary>Counts a failure; returns how many there were of this source or id within five minutes, whichever are more.</summary>
    public int Count(string source, string id) => Math.Max(Count("source " + source), Count("id " + id));

    /// <summary>Waits as long as that many failures are worth.</summary>
    public Task WaitAsync(int failures, CancellationToken cancel)
    {
        if (failures <= Free) return Task.CompletedTask;
        var wait = TimeSpan.FromMilliseconds(100 * Math.Pow(2, Math.Min(failures - Free, 6)));
        return Task.Delay(wait < Longest ? wait : Longest, time, cancel);
    }

    /// <summary>Forgets what is older than five minutes.</summary>
    public void Sweep()
    {
        foreach (var (key, entry) in _failures)
        {
            if (time.GetElapsedTime(entry.At) > Memory) _failures.TryRemove(key, out _);
        }
    }

    private int Count(string key)
    {
        if (_failures.Count >= Entries && !_failures.ContainsKey(key)) return Free + 1;
        return _failures.AddOrUpdate(key, _ => (1, time.GetTimestamp()), (_, old) =>
            (time.GetElapsedTime(old.At) > Memory ? 1 : old.Failures + 1, time.GetTimestamp())).Failures;
    }
}
