using System.Collections.Concurrent;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Tests.Devices;

/// <summary>The part of the registry that grains read.</summary>
internal sealed class InMemoryDeviceRegistry : IDeviceRegistry
{
    private readonly ConcurrentDictionary<DeviceId, DeviceRegistration> _registrations = [];

    public ValueTask<DeviceRegistration?> FindAsync(DeviceId id, CancellationToken cancel) => new(_registrations.GetValueOrDefault(id));

    public Task SaveAsync(DeviceRegistration registration, CancellationToken cancel)
    {
        _registrations[registration.Id] = registration;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DeviceRegistration>> ListAsync(DeviceKind? kind, string? after, int limit, CancellationToken cancel) => Task.FromResult<IReadOnlyList<DeviceRegistration>>(
        [.. _registrations.Values.Where(known => (kind is null || known.Kind == kind) && string.CompareOrdinal(known.Id.Value, after) > 0).OrderBy(known => known.Id.Value, StringComparer.Ordinal).Take(limit)]);

    public Task SaveClaimAsync(DeviceClaim claim, CancellationToken cancel) => throw NotForGrains();

    public Task<DeviceClaim?> FindClaimAsync(string claimId, CancellationToken cancel) => throw NotForGrains();

    public Task<bool> TryUseClaimAsync(string claimId, DateTimeOffset usedAt, CancellationToken cancel) => throw NotForGrains();

    public Task<int> CountWrongCodeAsync(string claimId, CancellationToken cancel) => throw NotForGrains();

    private static NotSupportedException NotForGrains() => new("Grains only look up and list registrations");
}
