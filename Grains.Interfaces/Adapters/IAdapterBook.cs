using SafetyHub.Devices;

namespace SafetyHub.Adapters;

/// <summary>The mapping of foreign cameras, written by the API and read by bridges. A write is durable when its call returns. Safe for concurrent use.</summary>
public interface IAdapterBook
{
    /// <summary>Counts up with every change, so that a bridge reads the mapping only when there is something new.</summary>
    Task<long> RevisionAsync(CancellationToken cancel);

    /// <summary>The mapped cameras of an adapter by id, after <paramref name="after"/> (exclusive), at most <paramref name="limit"/> (1 to 1,000).</summary>
    Task<IReadOnlyList<AdapterCamera>> ListAsync(string adapter, string? after, int limit, CancellationToken cancel);

    /// <summary>One of them, or null.</summary>
    Task<AdapterCamera?> FindAsync(string adapter, DeviceId camera, CancellationToken cancel);

    /// <summary>Names of the adapters that have mapped cameras, with how many, by name; at most 1,000.</summary>
    Task<IReadOnlyDictionary<string, int>> CountsAsync(CancellationToken cancel);

    /// <summary>Adds or replaces a mapping; the other camera that holds the same foreign camera and source, or null when it was saved.</summary>
    Task<DeviceId?> SaveAsync(AdapterCamera mapping, CancellationToken cancel);

    /// <summary>Removes a mapping; false when there was none.</summary>
    Task<bool> RemoveAsync(string adapter, DeviceId camera, CancellationToken cancel);
}
