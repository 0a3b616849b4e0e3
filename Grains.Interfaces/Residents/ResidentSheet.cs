namespace SafetyHub.Residents;

/// <summary>A resident's whole record (대상자 카드).</summary>
/// <param name="Id">The resident.</param>
/// <param name="Version">Number of changes so far; a change may name the one it was made on.</param>
/// <param name="Profile">What is written down; null when it was erased or cannot be decrypted.</param>
/// <param name="Standing">Where the person is.</param>
/// <param name="Consents">The last word on each purpose that was asked about.</param>
/// <param name="Devices">The devices of the home.</param>
/// <param name="Aliases">Records that were merged into this one.</param>
/// <param name="MergedInto">The record this one was merged into, or null.</param>
/// <param name="ChangedAt">UTC.</param>
/// <param name="EraseAt">When the personal fields are erased, UTC; null while the person is in care.</param>
/// <param name="ErasedAt">When they were, UTC, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.ResidentSheet")]
public sealed record ResidentSheet(
    [property: Id(0)] string Id,
    [property: Id(1)] int Version,
    [property: Id(2)] ResidentProfile? Profile,
    [property: Id(3)] ResidentStanding Standing,
    [property: Id(4)] IReadOnlyList<Consent> Consents,
    [property: Id(5)] IReadOnlyList<LinkedDevice> Devices,
    [property: Id(6)] IReadOnlyList<string> Aliases,
    [property: Id(7)] string? MergedInto,
    [property: Id(8)] DateTimeOffset ChangedAt,
    [property: Id(9)] DateTimeOffset? EraseAt,
    [property: Id(10)] DateTimeOffset? ErasedAt);
