using System.Collections.Concurrent;
using System.Security.Cryptography;
using SafetyHub.Adapters;
using SafetyHub.Devices;
using SafetyHub.Evidence;
using SafetyHub.Incidents;

namespace SafetyHub.DeviceBridge.Tests.Adapters;

/// <summary>A mapping in memory.</summary>
public sealed class TestAdapterBook : IAdapterBook
{
    private readonly ConcurrentDictionary<(string, DeviceId), AdapterCamera> _cameras = new();
    private long _revision;

    /// <summary>What a bridge must pass before it is told anything.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    public async Task<long> RevisionAsync(CancellationToken cancel)
    {
        await Ready.WaitAsync(cancel);
        return Interlocked.Read(ref _revision);
    }

    public Task<IReadOnlyList<AdapterCamera>> ListAsync(string adapter, string? after, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<AdapterCamera>>([.. _cameras.Values.Where(c => c.Adapter == adapter && string.CompareOrdinal(c.Camera.Value, after) > 0).OrderBy(c => c.Camera.Value).Take(limit)]);

    public Task<AdapterCamera?> FindAsync(string adapter, DeviceId camera, CancellationToken cancel) => Task.FromResult(_cameras.GetValueOrDefault((adapter, camera)));

    public Task<IReadOnlyDictionary<string, int>> CountsAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, int>>(_cameras.Values.GroupBy(c => c.Adapter).ToDictionary(g => g.Key, g => g.Count()));

    public Task<DeviceId?> SaveAsync(AdapterCamera mapping, CancellationToken cancel)
    {
        _cameras[(mapping.Adapter, mapping.Camera)] = mapping;
        Interlocked.Increment(ref _revision);
        return Task.FromResult<DeviceId?>(null);
    }

    public Task<bool> RemoveAsync(string adapter, DeviceId camera, CancellationToken cancel)
    {
        var removed = _cameras.TryRemove((adapter, camera), out _);
        Interlocked.Increment(ref _revision);
        return Task.FromResult(removed);
    }
}

/// <summary>Evidence in memory.</summary>
public sealed class TestEvidence : IEvidenceArchive
{
    public ConcurrentDictionary<string, byte[]> Stills { get; } = new();

    public Task<StillHashes?> AddStillAsync(EvidenceFacts facts, ReadOnlyMemory<byte> original, ReadOnlyMemory<byte> masked, CancellationToken cancel)
    {
        var hashes = new StillHashes(Convert.ToHexStringLower(SHA256.HashData(original.Span)), Convert.ToHexStringLower(SHA256.HashData(masked.Span)));
        Stills[hashes.Masked] = original.ToArray();
        return Task.FromResult<StillHashes?>(hashes);
    }

    public Task<EvidenceItem?> AddClipAsync(EvidenceFacts facts, string file, string? masksJson, CancellationToken cancel) => throw new NotSupportedException();

    public Task<MaskingOrder?> NextToMaskAsync(CancellationToken cancel) => Task.FromResult<MaskingOrder?>(null);

    public Task<bool> CompleteMaskingAsync(string id, string file, CancellationToken cancel) => throw new NotSupportedException();

    public Task FailMaskingAsync(string id, CancellationToken cancel) => throw new NotSupportedException();

    public Task WantMaskedAsync(string id, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<EvidenceItem>> OfIncidentAsync(IncidentId incident, int limit, CancellationToken cancel) => Task.FromResult<IReadOnlyList<EvidenceItem>>([]);

    public Task<EvidenceItem?> FindAsync(string id, CancellationToken cancel) => Task.FromResult<EvidenceItem?>(null);

    public Task<EvidenceItem?> FindByHashAsync(string hash, CancellationToken cancel) => Task.FromResult<EvidenceItem?>(null);

    public Stream? Open(EvidenceItem item, bool masked) => null;
}

/// <summary>Masks by putting one byte behind the picture, so that the two versions differ.</summary>
public sealed class TestFilter : IPrivacyFilter
{
    public byte[]? Coarsen(ReadOnlySpan<byte> picture) => [.. picture, 0];
}

/// <summary>A roster that keeps what it was told last.</summary>
public sealed class TestAdapterRosterGrain : Grain, IAdapterRosterGrain
{
    private readonly Dictionary<string, IReadOnlyList<AdapterStatus>> _reports = [];

    public Task Report(string bridge, IReadOnlyList<AdapterStatus> adapters)
    {
        _reports[bridge] = adapters;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<AdapterStatus>> List() => Task.FromResult<IReadOnlyList<AdapterStatus>>([.. _reports.Values.SelectMany(r => r)]);
}
