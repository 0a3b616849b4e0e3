namespace SafetyHub.Incidents;

/// <summary>Keeps evidence by hash. A full disk never stops an incident: the event is raised without its still.</summary>
public interface IEvidenceStore
{
    /// <summary>Keeps a still and returns its SHA-256 in lower-case hexadecimal, or null when it could not be kept.</summary>
    Task<string?> SaveJpegAsync(ReadOnlyMemory<byte> jpeg, CancellationToken cancel);

    /// <summary>Opens a still, or null when there is none. The caller disposes it.</summary>
    Stream? OpenJpeg(string hash);
}
