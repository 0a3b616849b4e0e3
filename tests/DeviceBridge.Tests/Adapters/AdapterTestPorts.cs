using System.Collections.Concurrent;
using System.Security.Cryptography;
using SafetyHub.Adapters;
using SafetyHub.Devices;
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
public sealed class TestEvidence : IEvidenceStore
{
    public ConcurrentDictionary<string, byte[]> Stills { get; } = new();

    public Task<string?> SaveJpegAsync(ReadOnlyMemory<byte> jpeg, CancellationToken cancel)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(jpeg.Span));
        Stills[hash] = jpeg.ToArray();
        return Task.FromResult<string?>(hash);
    }

    public Stream? OpenJpeg(string hash) => Stills.TryGetValue(hash, out var still) ? new MemoryStream(still) : null;
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
