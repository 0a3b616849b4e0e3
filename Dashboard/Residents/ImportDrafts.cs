using System.Security.Cryptography;

namespace SafetyHub.Dashboard.Residents;

/// <summary>
/// Uploaded files between their check and the decision, and what came of them: in memory only, one for each person, a quarter of an hour, at most eight; the
/// oldest goes first. Who comes too late uploads again.
/// </summary>
internal sealed class ImportDrafts(TimeProvider time)
{
    private const int Most = 8;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);
    private readonly Lock _lock = new();
    private readonly List<Draft> _drafts = [];

    /// <summary>Keeps a report, and the file while it may still be written.</summary>
    public string Put(string actor, ImportReport report, byte[]? bytes)
    {
        var draft = new Draft(actor, RandomNumberGenerator.GetHexString(32, lowercase: true), report, bytes, time.GetUtcNow());
        lock (_lock)
        {
            _drafts.RemoveAll(kept => kept.Actor == actor || kept.At + KeptFor < draft.At);
            if (_drafts.Count >= Most) _drafts.RemoveAt(0);
            _drafts.Add(draft);
        }
        return draft.Ticket;
    }

    public ImportReport? ReportOf(string actor, string? ticket) => Find(actor, ticket)?.Report;

    /// <summary>The file, once; null when it is gone or somebody else's.</summary>
    public byte[]? TakeFile(string actor, string? ticket)
    {
        if (Find(actor, ticket) is not { Bytes: { } bytes } draft) return null;
        lock (_lock) return _drafts.Remove(draft) ? bytes : null;
    }

    private Draft? Find(string actor, string? ticket)
    {
        lock (_lock) return _drafts.Find(kept => kept.Actor == actor && kept.Ticket == ticket && kept.At + KeptFor >= time.GetUtcNow());
    }

    private sealed record Draft(string Actor, string Ticket, ImportReport Report, byte[]? Bytes, DateTimeOffset At);
}
