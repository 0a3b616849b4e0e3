using System.Collections.Concurrent;
using SafetyHub.Evidence;
using SafetyHub.Incidents;

namespace SafetyHub.DeviceBridge.Video.Tests.Evidence;

/// <summary>An archive in a folder of the test, with as much of an index as the recorder needs.</summary>
internal sealed class KeptEvidence(string folder) : IEvidenceArchive
{
    public ConcurrentQueue<(EvidenceFacts Facts, string File, string? Masks)> Clips { get; } = new();

    public Task<StillHashes?> AddStillAsync(EvidenceFacts facts, ReadOnlyMemory<byte> original, ReadOnlyMemory<byte> masked, CancellationToken cancel) => throw new NotSupportedException();

    public Task<EvidenceItem?> AddClipAsync(EvidenceFacts facts, string file, string? masksJson, CancellationToken cancel)
    {
        var kept = Path.Combine(folder, $"kept-{Clips.Count}.mp4");
        File.Move(file, kept);
        Clips.Enqueue((facts, kept, masksJson));
        return Task.FromResult<EvidenceItem?>(new EvidenceItem("id", facts, "hash", new FileInfo(kept).Length, null, 0, MaskingState.Waiting, facts.At, null));
    }

    public Task<MaskingOrder?> NextToMaskAsync(CancellationToken cancel) => throw new NotSupportedException();
    public Task<bool> CompleteMaskingAsync(string id, string file, CancellationToken cancel) => throw new NotSupportedException();
    public Task FailMaskingAsync(string id, CancellationToken cancel) => throw new NotSupportedException();
    public Task WantMaskedAsync(string id, CancellationToken cancel) => throw new NotSupportedException();
    public Task<IReadOnlyList<EvidenceItem>> OfIncidentAsync(IncidentId incident, int limit, CancellationToken cancel) => throw new NotSupportedException();
    public Task<EvidenceItem?> FindAsync(string id, CancellationToken cancel) => throw new NotSupportedException();
    public Task<EvidenceItem?> FindByHashAsync(string hash, CancellationToken cancel) => throw new NotSupportedException();
    public Stream? Open(EvidenceItem item, bool masked) => throw new NotSupportedException();
}
