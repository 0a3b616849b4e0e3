namespace SafetyHub.Silo.Storage;

/// <summary>How much room the hub has.</summary>
internal enum DiskBand
{
    /// <summary>Enough.</summary>
    Ok = 0,
    /// <summary>Below the floor of evidence: no evidence is kept, and what is kept is disposed of in its order.</summary>
    Low = 1,
    /// <summary>The reserve was given away: only what an alarm needs is written.</summary>
    Full = 2,
}

/// <summary>The last look at the disk.</summary>
/// <param name="Band">How much room there is.</param>
/// <param name="Free">Free bytes.</param>
/// <param name="Evidence">Bytes of evidence in the index.</param>
internal sealed record DiskState(DiskBand Band, long Free, long Evidence);
