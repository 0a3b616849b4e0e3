using SafetyHub.Incidents;

namespace SafetyHub.Silo.Storage;

/// <summary>Stills by hash alone, for those who have no moment of a camera to put into the index.</summary>
internal sealed class EvidenceStore(EvidenceFiles files) : IEvidenceStore
{
    public async Task<string?> SaveJpegAsync(ReadOnlyMemory<byte> jpeg, CancellationToken cancel) => (await files.SaveAsync(jpeg, EvidenceFiles.Picture, cancel))?.Hash;

    public Stream? OpenJpeg(string hash) => files.Open(hash, EvidenceFiles.Picture);
}
