using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using SafetyHub.Audit;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Tests.Hub;

/// <summary>A registry in memory that can be out of order.</summary>
public sealed class TestRegistry : IDeviceRegistry
{
    private readonly ConcurrentDictionary<DeviceId, DeviceRegistration> _devices = new();
    private readonly ConcurrentDictionary<string, DeviceClaim> _claims = new();

    public bool Down { get; set; }

    /// <summary>Registers a device with the secret <c>secret-{id}</c>.</summary>
    public DeviceId Add(string id, DeviceKind kind = DeviceKind.Robot)
    {
        var device = DeviceId.Parse(id);
        var salt = RandomNumberGenerator.GetBytes(16);
        _devices[device] = new DeviceRegistration(device, kind, id, null, salt, SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes("secret-" + id)]), DateTimeOffset.UtcNow);
        return device;
    }

    public void AddClaim(string claimId, string code, DeviceId device, TimeSpan valid) =>
        _claims[claimId] = new DeviceClaim(claimId, SHA256.HashData(Encoding.UTF8.GetBytes(claimId + "\n" + code)), device, DateTimeOffset.UtcNow + valid, null, 0);

    public ValueTask<DeviceRegistration?> FindAsync(DeviceId id, CancellationToken cancel) =>
        Down ? throw new InvalidOperationException("registry down") : ValueTask.FromResult(_devices.GetValueOrDefault(id));

    public Task SaveAsync(DeviceRegistration registration, CancellationToken cancel)
    {
        _devices[registration.Id] = registration;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DeviceRegistration>> ListAsync(DeviceKind? kind, string? after, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<DeviceRegistration>>([.. _devices.Values.OrderBy(d => d.Id.Value).Take(limit)]);

    public Task SaveClaimAsync(DeviceClaim claim, CancellationToken cancel)
    {
        _claims[claim.ClaimId] = claim;
        return Task.CompletedTask;
    }

    public Task<DeviceClaim?> FindClaimAsync(string claimId, CancellationToken cancel) => Task.FromResult(_claims.GetValueOrDefault(claimId));

    public Task<bool> TryUseClaimAsync(string claimId, DateTimeOffset usedAt, CancellationToken cancel)
    {
        var claim = _claims[claimId];
        return Task.FromResult(claim.UsedAt is null && _claims.TryUpdate(claimId, claim with { UsedAt = usedAt }, claim));
    }

    public Task<int> CountWrongCodeAsync(string claimId, CancellationToken cancel) =>
        Task.FromResult(_claims.AddOrUpdate(claimId, _ => throw new KeyNotFoundException(), (_, c) => c with { WrongCodes = c.WrongCodes + 1 }).WrongCodes);
}

public sealed class TestQuarantine : IQuarantine
{
    public ConcurrentQueue<QuarantinedMessage> Messages { get; } = new();

    public IReadOnlyDictionary<string, long> CountsByCause => Messages.GroupBy(m => m.Cause).ToDictionary(g => g.Key, g => g.LongCount());

    public void Put(QuarantinedMessage message) => Messages.Enqueue(message);

    public Task<IReadOnlyList<QuarantinedMessage>> ListAsync(long? before, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<QuarantinedMessage>>([.. Messages.Reverse().Take(limit)]);
}

public sealed class TestSessionStore : IMqttSessionStore
{
    public ConcurrentDictionary<string, MqttSessionRecord> Sessions { get; } = new();

    public bool Down { get; set; }

    public Task SaveAsync(MqttSessionRecord session, CancellationToken cancel)
    {
        if (Down) throw new InvalidOperationException("store down");
        Sessions[session.ClientId] = session;
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string clientId, CancellationToken cancel)
    {
        Sessions.TryRemove(clientId, out _);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<MqttSessionRecord>> LoadAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<MqttSessionRecord>>([.. Sessions.Values]);
}

public sealed class TestAudit : IAuditLog
{
    public ConcurrentQueue<AuditEntry> Entries { get; } = new();

    public Task WriteAsync(AuditEntry entry, CancellationToken cancel)
    {
        Entries.Enqueue(entry);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<AuditEntry>> ListAsync(long? before, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<AuditEntry>>([.. Entries.Reverse().Take(limit)]);
}
