using System.Collections.Immutable;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Live;

/// <summary>
/// The calls for help that are not on disk yet. At most 100, the oldest goes first; one that nobody settled for ten minutes goes too: its device
/// sends it again and again, so that it comes back if it is still true.
/// </summary>
internal sealed class UnstoredCalls(TimeProvider time)
{
    private const int AtMost = 100;
    private static readonly TimeSpan StaysFor = TimeSpan.FromMinutes(10);

    private ImmutableList<UnstoredCall> _calls = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<UnstoredCall> Current => Volatile.Read(ref _calls);

    /// <summary>Takes a word about a call.</summary>
    public void Take(UnstoredCall call) => ImmutableInterlocked.Update(ref _calls, calls =>
    {
        var others = calls.RemoveAll(known => known.SignalId == call.SignalId);
        if (call.Stored) return others;
        return others.Count < AtMost ? others.Add(call) : others.RemoveAt(0).Add(call);
    });

    /// <summary>Forgets what is old.</summary>
    public void Prune()
    {
        var oldest = time.GetUtcNow() - StaysFor;
        if (Current.Count > 0) ImmutableInterlocked.Update(ref _calls, calls => calls.RemoveAll(call => call.ReceivedAt < oldest));
    }
}
