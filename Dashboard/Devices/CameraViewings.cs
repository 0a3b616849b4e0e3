using Microsoft.Extensions.Caching.Memory;

namespace SafetyHub.Dashboard.Devices;

/// <summary>
/// Tells a new viewing of a camera from the next picture of one that goes on: a viewing ends when nobody asked for a minute. At most
/// 20,000 viewings are remembered; beyond that one is audited again, never missed.
/// </summary>
internal sealed class CameraViewings(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan EndsAfter = TimeSpan.FromMinutes(1);
    private readonly MemoryCache _going = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    /// <summary>True when this look continues a viewing that was audited.</summary>
    public bool Continues(string actor, string camera) => _going.TryGetValue((actor, camera), out DateTimeOffset last) && time.GetUtcNow() - last < EndsAfter && Keep(actor, camera);

    /// <summary>Remembers that this viewing was audited and goes on.</summary>
    public bool Keep(string actor, string camera)
    {
        _going.Set((actor, camera), time.GetUtcNow(), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = EndsAfter });
        return true;
    }

    public void Dispose() => _going.Dispose();
}
