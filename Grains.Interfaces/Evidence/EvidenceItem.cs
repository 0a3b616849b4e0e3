namespace SafetyHub.Evidence;

/// <summary>What a piece of evidence is.</summary>
public enum EvidenceKind
{
    /// <summary>A picture of the moment.</summary>
    Still = 1,
    /// <summary>A film from before to after the moment, without sound.</summary>
    Clip = 2,
}

/// <summary>How far the masked version is.</summary>
public enum MaskingState
{
    /// <summary>It is still to be made; until then nothing is shown.</summary>
    Waiting = 1,
    /// <summary>It is there.</summary>
    Done = 2,
    /// <summary>It could not be made: the evidence is seen unmasked or not at all.</summary>
    Failed = 3,
    /// <summary>It was thrown away for room and is made again when somebody wants to see it.</summary>
    Released = 4,
}

/// <summary>The moment that evidence belongs to.</summary>
/// <param name="Kind">What is kept.</param>
/// <param name="SignalId">The signal, and through it the incident. A signal has one piece of evidence of each kind; a second one is not kept.</param>
/// <param name="Camera">Device id of the camera.</param>
/// <param name="At">The moment, UTC.</param>
/// <param name="From">Beginning of what is seen; <paramref name="At"/> for a still.</param>
/// <param name="To">End of what is seen; <paramref name="At"/> for a still.</param>
/// <param name="Partial">True when less is seen than was wanted: the camera or the hub stopped in between.</param>
public sealed record EvidenceFacts(
    EvidenceKind Kind, string SignalId, string Camera, DateTimeOffset At, DateTimeOffset From, DateTimeOffset To, bool Partial);

/// <summary>One piece of evidence in the index.</summary>
/// <param name="Id">32 characters of lower-case hexadecimal.</param>
/// <param name="Facts">The moment.</param>
/// <param name="OriginalHash">SHA-256 of what the camera saw; its view needs an unmasking.</param>
/// <param name="OriginalBytes">Its size.</param>
/// <param name="MaskedHash">SHA-256 of the masked version, null while there is none.</param>
/// <param name="MaskedBytes">Its size.</param>
/// <param name="Masking">How far the masked version is.</param>
/// <param name="MadeAt">When it was kept, UTC.</param>
/// <param name="IncidentId">The incident of its signal, null where it belongs to none.</param>
public sealed record EvidenceItem(
    string Id, EvidenceFacts Facts, string OriginalHash, long OriginalBytes, string? MaskedHash, long MaskedBytes, MaskingState Masking, DateTimeOffset MadeAt, string? IncidentId);
