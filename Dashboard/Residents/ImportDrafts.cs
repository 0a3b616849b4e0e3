using System.Security.Cryptography;

namespace SafetyHub.Dashboard.Residents;

/// <summary>
/// Uploaded files between their check and the decision: in memory only, one for each person, a quarter of an hour, at most eight; the oldest goes first. Who
/// comes too late uploads again.
/// </summary>
internal sealed class ImportDrafts(TimeProvider time)
{
    private const int Most = 8;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);
    private readonly Lock _lock = new();
    private readonly List<Draft> _drafts = [];

    public string Put(string actor, byte[] bytes)
    {
        var draft = new Draft(actor, RandomNumberGenerator.GetHexString(32, lowercase: true), bytes, time.GetUtcNow());
        lock (_lock)
        {
            _drafts.RemoveAll(kept => kept.Actor == actor || kept.At + KeptFor < draft.At);
            if (_drafts.Count >= Most) _drafts.RemoveAt(0);
            _drafts.Add(draft);
        }
        return draft.Ticket;
    }

    /// <summary>The file, once; null when it is gone or somebody else's.</summary>
    public byte[]? Take(string actor, string? ticket)
    {
        lock (_lock)
        {
            var index = _drafts.FindIndex(kept => kept.Actor == actor && kept.Ticket == ticket && kept.At + KeptFor >= time.GetUtcNow());
            if (index < 0) return null;
            var bytes = _drafts[index].Bytes;
            _drafts.RemoveAt(index);
            return bytes;
        }
    }

    private sealed record Draft(string Actor, string Ticket, byte[] Bytes, DateTimeOffset At);
}
