namespace SafetyHub.Devices;

/// <summary>
/// The registry of devices, read by the bridge for every connection and by the API. Reads come from memory and are at most a few seconds
/// old on other processes; a write is durable when its call returns. Safe for concurrent use.
/// </summary>
public interface IDeviceRegistry
{
    /// <summary>The registration, or null when nobody registered this id.</summary>
    ValueTask<DeviceRegistration?> FindAsync(DeviceId id, CancellationToken cancel);

    /// <summary>Adds or replaces a registration.</summary>
    Task SaveAsync(DeviceRegistration registration, CancellationToken cancel);

    /// <summary>Registrations ordered by id, after <paramref name="after"/> (exclusive), at most <paramref name="limit"/> (1 to 1,000).</summary>
    Task<IReadOnlyList<DeviceRegistration>> ListAsync(DeviceKind? kind, string? after, int limit, CancellationToken cancel);

    /// <summary>Stores a claim: the hash of a code that a device may exchange once for its id and secret.</summary>
    Task SaveClaimAsync(DeviceClaim claim, CancellationToken cancel);

    /// <summary>The claim, or null. Used and expired claims are returned too; their fields say so.</summary>
    Task<DeviceClaim?> FindClaimAsync(string claimId, CancellationToken cancel);

    /// <summary>Marks a claim as used, atomically: true for exactly one caller.</summary>
    Task<bool> TryUseClaimAsync(string claimId, DateTimeOffset usedAt, CancellationToken cancel);

    /// <summary>Counts a wrong code; returns the number of wrong codes so far. At 5 the claim is dead.</summary>
    Task<int> CountWrongCodeAsync(string claimId, CancellationToken cancel);
}
