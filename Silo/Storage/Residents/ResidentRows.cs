using SafetyHub.Grains.Residents;
using SafetyHub.Residents;

namespace SafetyHub.Silo.Storage;

/// <summary>A resident's columns for lists and filters.</summary>
internal sealed class ResidentRow
{
    public required string Id { get; init; }
    public long Change { get; init; }
    public required string District { get; init; }
    public string? Caseworker { get; init; }
    public int Status { get; init; }
    public int Complete { get; init; }
    public string? MergedInto { get; init; }
    public long ChangedAt { get; init; }
    public long? EraseAt { get; init; }
    public long? ErasedAt { get; init; }
    public int Version { get; init; }
    public byte[]? SealedName { get; init; }
    public byte[]? Sealed { get; init; }

    public ResidentEntry ToEntry(string? name) => new(Id, name, District, Caseworker, (ResidentStatus)Status, Complete == 1, Instants.From(ChangedAt));

    public ResidentSheet ToSheet(ResidentFile? file) => new(
        Id, Version, file?.Profile, file?.Standing ?? new ResidentStanding((ResidentStatus)Status, Instants.From(ChangedAt), "hub", null), file?.Consents ?? [], [],
        file?.Aliases ?? [], MergedInto, Instants.From(ChangedAt), OrNull(EraseAt), OrNull(ErasedAt));

    private static DateTimeOffset? OrNull(long? micros) => micros is { } at ? Instants.From(at) : null;
}

/// <summary>A line of a resident's history.</summary>
internal sealed class ResidentEventRow
{
    public long Position { get; init; }
    public required string ResidentId { get; init; }
    public int Seq { get; init; }
    public long At { get; init; }
    public required string Actor { get; init; }
    public int Kind { get; init; }
    public required string Fields { get; init; }
    public byte[]? Sealed { get; init; }

    public ResidentEvent ToEvent(PersonalWords? words) => new(
        Seq, Instants.From(At), Actor, (ResidentEventKind)Kind, Fields.Split(',', StringSplitOptions.RemoveEmptyEntries), words?.Reason, words?.Changes ?? []);
}
