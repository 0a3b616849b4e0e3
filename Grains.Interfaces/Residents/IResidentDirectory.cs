namespace SafetyHub.Residents;

/// <summary>Reads residents for lists, history and retention. What it returns is personal: the caller holds the right and writes the audit.</summary>
public interface IResidentDirectory
{
    /// <summary>Residents by id, filtered and in pages; aliases are left out.</summary>
    Task<ResidentPage> ListAsync(ResidentFilter filter, CancellationToken cancel);

    /// <summary>The records with these ids (at most 500), without their devices; who has none is missing, aliases are themselves.</summary>
    Task<IReadOnlyList<ResidentSheet>> SheetsAsync(IReadOnlyCollection<string> residents, CancellationToken cancel);

    /// <summary>What happened to a record, newest first, older than <paramref name="before"/> when given; at most <paramref name="limit"/> (1 to 500).</summary>
    Task<IReadOnlyList<ResidentEvent>> HistoryAsync(string resident, int? before, int limit, CancellationToken cancel);

    /// <summary>Records whose personal fields are to be erased by now, the most overdue first.</summary>
    Task<IReadOnlyList<string>> DueForErasureAsync(DateTimeOffset now, int limit, CancellationToken cancel);
}

/// <summary>Which residents.</summary>
/// <param name="District">District id, or null.</param>
/// <param name="Caseworker">Caseworker id, or null.</param>
/// <param name="Status">Where the person is, or null.</param>
/// <param name="Complete">Only complete or only incomplete records, or null.</param>
/// <param name="Name">Part of the name, or the beginning of the id; null: any.</param>
/// <param name="After">Id after which the page begins, or null.</param>
/// <param name="Limit">1 to 500.</param>
public sealed record ResidentFilter(
    string? District = null, string? Caseworker = null, ResidentStatus? Status = null, bool? Complete = null, string? Name = null, string? After = null, int Limit = 50);

/// <summary>A page of residents.</summary>
/// <param name="Items">By id.</param>
/// <param name="Next">Id after which the next page begins, or null.</param>
/// <param name="Total">How many the filter finds in all; null when a name is searched.</param>
public sealed record ResidentPage(IReadOnlyList<ResidentEntry> Items, string? Next, long? Total);

/// <summary>A resident as a list shows it.</summary>
/// <param name="Id">The resident.</param>
/// <param name="Name">The name; null when it was erased or cannot be decrypted.</param>
/// <param name="District">The district, or empty.</param>
/// <param name="Caseworker">The caseworker in charge, or null.</param>
/// <param name="Status">Where the person is.</param>
/// <param name="IsComplete">True when the record lacks nothing.</param>
/// <param name="ChangedAt">UTC.</param>
public sealed record ResidentEntry(
    string Id, string? Name, string District, string? Caseworker, ResidentStatus Status, bool IsComplete, DateTimeOffset ChangedAt);

/// <summary>One change of a record.</summary>
/// <param name="Sequence">1 for the first; the record's version afterwards.</param>
/// <param name="At">UTC.</param>
/// <param name="Actor">Who.</param>
/// <param name="Kind">What.</param>
/// <param name="Fields">Names of the fields that changed.</param>
/// <param name="Reason">Why, or null. Personal.</param>
/// <param name="Changes">Before and after; empty when it was erased or cannot be decrypted. Personal.</param>
public sealed record ResidentEvent(
    int Sequence, DateTimeOffset At, string Actor, ResidentEventKind Kind, IReadOnlyList<string> Fields, string? Reason, IReadOnlyList<FieldChange> Changes);

/// <summary>A field before and after.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Before">Before, as text, or null.</param>
/// <param name="After">After, as text, or null.</param>
public sealed record FieldChange(string Field, string? Before, string? After);

/// <summary>What happened to a record. The names are stored and never change.</summary>
public enum ResidentEventKind
{
    /// <summary>It was made.</summary>
    Created = 1,
    /// <summary>The profile changed.</summary>
    Changed = 2,
    /// <summary>The profile was corrected, for a reason.</summary>
    Corrected = 3,
    /// <summary>The person is somewhere else.</summary>
    StatusChanged = 4,
    /// <summary>A consent was given.</summary>
    ConsentGiven = 5,
    /// <summary>A consent was withdrawn, or refused.</summary>
    ConsentWithdrawn = 6,
    /// <summary>It became an alias.</summary>
    MergedInto = 7,
    /// <summary>Another record became its alias.</summary>
    Absorbed = 8,
    /// <summary>The personal fields were erased.</summary>
    Erased = 9,
}
