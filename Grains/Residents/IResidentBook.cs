using SafetyHub.Residents;

namespace SafetyHub.Grains.Residents;

/// <summary>
/// Residents' records with their history. Every write is one transaction: the record, what lists are made of, and the line of the history. Personal fields are
/// encrypted before they reach the database. Implemented on SQLite and PostgreSQL.
/// </summary>
public interface IResidentBook
{
    /// <summary>The record as it was last written, or null when there is none. A record that cannot be decrypted comes without its personal fields.</summary>
    Task<ResidentFile?> LoadAsync(string resident, CancellationToken cancel);

    /// <summary>Writes all of the appends or none; false when one of the records is at another version by now.</summary>
    Task<bool> AppendAsync(IReadOnlyList<ResidentAppend> appends, CancellationToken cancel);
}

/// <summary>One record's part of a write.</summary>
/// <param name="File">The record afterwards; the version before is one less.</param>
/// <param name="Event">What happened. <see cref="ResidentEventKind.Erased"/> also takes what is personal out of the lines before it.</param>
public sealed record ResidentAppend(ResidentFile File, ResidentEvent Event);
