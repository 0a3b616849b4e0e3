using System.Collections.Concurrent;
using SafetyHub.Adapters;
using SafetyHub.Alerts;
using SafetyHub.Audit;
using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Tests.Fakes;

internal sealed class FakeAudit : IAuditLog
{
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
