using SafetyHub.Incidents;

namespace SafetyHub.Evidence;

/// <summary>
/// Evidence with its index: who saw what when, under which hash, for which incident. Keeping never throws but for a cancellation, since a full disk must not
/// stop an incident: what could not be kept is null, logged and counted.
/// </summary>
public interface IEvidenceArchive
{
    /// <summary>Keeps a still in both versions; null when it could not be kept.</summary>
    Task<StillHashes?> AddStillAsync(EvidenceFacts facts, ReadOnlyMemory<byte> original, ReadOnlyMemory<byte> masked, CancellationToken cancel);

    /// <summary>Keeps a clip: takes the file over. Its masked version is made later from <paramref name="masksJson"/>. Null when it could not be kept.</summary>
    Task<EvidenceItem?> AddClipAsync(EvidenceFacts facts, string file, string? masksJson, CancellationToken cancel);

    /// <summary>A clip whose masked version is wanted and may be tried now, oldest first, handed to one caller at a time; null when there is none.</summary>
    Task<MaskingOrder?> NextToMaskAsync(CancellationToken cancel);

    /// <summary>Keeps the masked version of a clip: takes the file over. False when it could not be kept.</summary>
    Task<bool> CompleteMaskingAsync(string id, string file, CancellationToken cancel);

    /// <summary>The masked version could not be made; after the third time it is given up.</summary>
    Task FailMaskingAsync(string id, CancellationToken cancel);

    /// <summary>Asks again for a masked version that was thrown away for room.</summary>
    Task WantMaskedAsync(string id, CancellationToken cancel);

    /// <summary>Evidence of an incident, oldest first, at most <paramref name="limit"/> (1 to 500).</summary>
    Task<IReadOnlyList<EvidenceItem>> OfIncidentAsync(IncidentId incident, int limit, CancellationToken cancel);

    /// <summary>One piece, or null.</summary>
    Task<EvidenceItem?> FindAsync(string id, CancellationToken cancel);

    /// <summary>The piece of which this is the hash of a version, or null.</summary>
    Task<EvidenceItem?> FindByHashAsync(string hash, CancellationToken cancel);

    /// <summary>Opens a version; null when its file is gone. The caller disposes it.</summary>
    Stream? Open(EvidenceItem item, bool masked);
}

/// <summary>Hashes of a still that was kept.</summary>
/// <param name="Original">Of the picture as it was.</param>
/// <param name="Masked">Of the picture that is shown.</param>
public sealed record StillHashes(string Original, string Masked);

/// <summary>A clip to be masked.</summary>
/// <param name="Item">The clip.</param>
/// <param name="File">Full path of the original.</param>
/// <param name="MasksJson">Where people were, as it was handed in; null when nobody knows.</param>
public sealed record MaskingOrder(EvidenceItem Item, string File, string? MasksJson);
