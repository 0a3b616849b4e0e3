using System.Text.Json.Serialization;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Residents;

/// <summary>A resident's record as it is stored.</summary>
/// <param name="Id">The resident.</param>
/// <param name="Version">Number of changes; 0 for one that is not in the book yet.</param>
/// <param name="District">The district, also when the profile is gone: a call for help must find its way.</param>
/// <param name="Profile">Null when it was erased or cannot be decrypted.</param>
/// <param name="Standing">Where the person is.</param>
/// <param name="Consents">The last word on each purpose.</param>
/// <param name="Aliases">Records that were merged into this one; at most <see cref="MostAliases"/>.</param>
/// <param name="MergedInto">The record this one was merged into, or null.</param>
/// <param name="ChangedAt">UTC.</param>
/// <param name="EraseAt">When the personal fields are to be erased, UTC, or null.</param>
/// <param name="ErasedAt">When they were, UTC, or null.</param>
public sealed record ResidentFile(
    string Id,
    int Version,
    string District,
    ResidentProfile? Profile,
    ResidentStanding Standing,
    IReadOnlyList<Consent> Consents,
    IReadOnlyList<string> Aliases,
    string? MergedInto,
    DateTimeOffset ChangedAt,
    DateTimeOffset? EraseAt,
    DateTimeOffset? ErasedAt)
{
    /// <summary>Bound of <see cref="Aliases"/>: a further merge is refused.</summary>
    public const int MostAliases = 20;

    /// <summary>False when a key is missing, so that nothing may be overwritten.</summary>
    [JsonIgnore] public bool IsReadable { get; init; } = true;

    /// <summary>A record that begins.</summary>
    internal static ResidentFile Begin(string id, DateTimeOffset now) => new(
        id, 0, "", null, new ResidentStanding(ResidentStatus.AtHome, now, "hub", null), [], [], null, now, null, null);
}
