using System.Collections.Concurrent;
using SafetyHub.Adapters;
using SafetyHub.Alerts;
using SafetyHub.Audit;
using SafetyHub.Devices;
using SafetyHub.Evidence;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Tests.Fakes;

internal sealed class FakeAudit : IAuditLog, IAccessLog
{
    public Task<IReadOnlyList<AuditEntry>> OfTargetAsync(string target, long? before, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<AuditEntry>>([.. Entries.Where(entry => entry.Target == target).Reverse().Take(limit)]);

    public Task WriteAllAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancel)
    {
        foreach (var entry in entries) Entries.Enqueue(entry);
        return Task.CompletedTask;
    }

    public ConcurrentQueue<AuditEntry> Entries { get; } = new();

    public Task WriteAsync(AuditEntry entry, CancellationToken cancel)
    {
        Entries.Enqueue(entry);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<AuditEntry>> ListAsync(long? before, int limit, CancellationToken cancel) => throw new NotSupportedException();
}

internal sealed class FakeEvidence : IEvidenceStore
{
    public ConcurrentDictionary<string, byte[]> Stills { get; } = new();

    public Task<string?> SaveJpegAsync(ReadOnlyMemory<byte> jpeg, CancellationToken cancel) => throw new NotSupportedException();

    public Stream? OpenJpeg(string hash) => Stills.TryGetValue(hash, out var still) ? new MemoryStream(still) : null;
}

internal sealed class FakeArchive(FakeEvidence files) : IEvidenceArchive
{
    public ConcurrentDictionary<string, EvidenceItem> Items { get; } = new();

    public void Add(EvidenceItem item, byte[] original, byte[]? masked)
    {
        Items[item.Id] = item;
        files.Stills[item.OriginalHash] = original;
        if (masked is not null) files.Stills[item.MaskedHash!] = masked;
    }

    public Task<IReadOnlyList<EvidenceItem>> OfIncidentAsync(IncidentId incident, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<EvidenceItem>>([.. Items.Values.Where(i => i.IncidentId == incident.Value).OrderBy(i => i.Facts.At)]);

    public Task<EvidenceItem?> FindAsync(string id, CancellationToken cancel) => Task.FromResult(Items.GetValueOrDefault(id));

    public Task<EvidenceItem?> FindByHashAsync(string hash, CancellationToken cancel) =>
        Task.FromResult(Items.Values.FirstOrDefault(i => i.MaskedHash == hash || i.OriginalHash == hash));

    public Stream? Open(EvidenceItem item, bool masked) => files.OpenJpeg((masked ? item.MaskedHash : item.OriginalHash) ?? "");

    public Task WantMaskedAsync(string id, CancellationToken cancel) => Task.CompletedTask;
    public Task<StillHashes?> AddStillAsync(EvidenceFacts facts, ReadOnlyMemory<byte> original, ReadOnlyMemory<byte> masked, CancellationToken cancel) => throw new NotSupportedException();
    public Task<EvidenceItem?> AddClipAsync(EvidenceFacts facts, string file, string? masksJson, CancellationToken cancel) => throw new NotSupportedException();
    public Task<MaskingOrder?> NextToMaskAsync(CancellationToken cancel) => throw new NotSupportedException();
    public Task<bool> CompleteMaskingAsync(string id, string file, CancellationToken cancel) => throw new NotSupportedException();
    public Task FailMaskingAsync(string id, CancellationToken cancel) => throw new NotSupportedException();
}

internal sealed class FakeUnmasking(TimeProvider time) : IUnmasking
{
    public ConcurrentDictionary<(string Actor, IncidentId Incident), UnmaskGrant> Grants { get; } = new();

    public TimeSpan Longest => TimeSpan.FromMinutes(30);

    public Task<UnmaskGrant> GrantAsync(string actor, UnmaskRequest request, CancellationToken cancel) => Task.FromResult(Grants[(actor, request.Incident)] =
        new UnmaskGrant("g", actor, request.Incident, request.Purpose, request.Note, time.GetUtcNow(), time.GetUtcNow() + request.For));

    public Task<UnmaskGrant?> FindAsync(string actor, IncidentId incident, CancellationToken cancel) =>
        Task.FromResult(Grants.TryGetValue((actor, incident), out var grant) && grant.ExpiresAt > time.GetUtcNow() ? grant : null);

    public Task<bool> EndAsync(string actor, IncidentId incident, CancellationToken cancel) => Task.FromResult(Grants.TryRemove((actor, incident), out _));
}

/// <summary>The picture as it is: that it is coarse is the bridge's to prove.</summary>
internal sealed class FakeFilter : IPrivacyFilter
{
    public byte[]? Coarsen(ReadOnlySpan<byte> picture) => picture.ToArray();
}

internal sealed class FakeAlerts : IAlertAdministration
{
    public ValueTask<string> VapidPublicKeyAsync(CancellationToken cancel) =>
        new("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");

    public Task<PushTestResult> SendTestPushAsync(string caseworker, CancellationToken cancel) => Task.FromResult(new PushTestResult(1, 0));

    public Task<IReadOnlyList<AlertStatus>> ListAsync(string? incidentId, int limit, CancellationToken cancel) => throw new NotSupportedException();
}

internal sealed class FakeRegistry : IDeviceRegistry
{
    public SortedDictionary<string, DeviceRegistration> Devices { get; } = new(StringComparer.Ordinal);

    public ValueTask<DeviceRegistration?> FindAsync(DeviceId id, CancellationToken cancel) => new(Devices.GetValueOrDefault(id.Value));

    public Task<IReadOnlyList<DeviceRegistration>> ListAsync(DeviceKind? kind, string? after, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<DeviceRegistration>>(
            [.. Devices.Values.Where(d => kind is null || d.Kind == kind).Where(d => after is null || string.CompareOrdinal(d.Id.Value, after) > 0).Take(limit)]);

    public Task SaveAsync(DeviceRegistration registration, CancellationToken cancel) => throw new NotSupportedException();
    public Task SaveClaimAsync(DeviceClaim claim, CancellationToken cancel) => throw new NotSupportedException();
    public Task<DeviceClaim?> FindClaimAsync(string claimId, CancellationToken cancel) => throw new NotSupportedException();
    public Task<bool> TryUseClaimAsync(string claimId, DateTimeOffset usedAt, CancellationToken cancel) => throw new NotSupportedException();
    public Task<int> CountWrongCodeAsync(string claimId, CancellationToken cancel) => throw new NotSupportedException();
}

internal sealed class FakeAdapterBook : IAdapterBook
{
    public Dictionary<string, int> Cameras { get; } = [];

    public Task<IReadOnlyDictionary<string, int>> CountsAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyDictionary<string, int>>(Cameras);

    public Task<long> RevisionAsync(CancellationToken cancel) => throw new NotSupportedException();
    public Task<IReadOnlyList<AdapterCamera>> ListAsync(string adapter, string? after, int limit, CancellationToken cancel) => throw new NotSupportedException();
    public Task<AdapterCamera?> FindAsync(string adapter, DeviceId camera, CancellationToken cancel) => throw new NotSupportedException();
    public Task<DeviceId?> SaveAsync(AdapterCamera mapping, CancellationToken cancel) => throw new NotSupportedException();
    public Task<bool> RemoveAsync(string adapter, DeviceId camera, CancellationToken cancel) => throw new NotSupportedException();
}
