using SafetyHub.Adapters;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>
/// What came from foreign cameras that nobody mapped, for the administrator to see: 500 entries an adapter; further ones are counted only. Safe for
/// concurrent use.
/// </summary>
internal sealed class UnmappedBook(TimeProvider time)
{
    private const int Most = 500;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Foreign, string? Source, string On, string? Label, string Why), (long Count, DateTimeOffset At)> _entries = [];

    public long LeftOut { get; private set; }

    public void Note(Sighting seen, string why)
    {
        var key = (seen.Foreign, seen.Source, seen.On, seen.Labels.Count > 0 ? seen.Labels[0] : null, why);
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var known)) _entries[key] = (known.Count + 1, time.GetUtcNow());
            else if (_entries.Count < Most) _entries[key] = (1, time.GetUtcNow());
            else LeftOut++;
        }
    }

    /// <summary>Forgets what is mapped by now.</summary>
    public void Forget(MappingTable mapping)
    {
        lock (_lock)
        {
            foreach (var key in _entries.Keys.ToList())
            {
                if (key.Why == "no-camera" && mapping.Find(key.Foreign, key.Source) is not null) _entries.Remove(key);
            }
        }
    }

    /// <summary>The latest first.</summary>
    public IReadOnlyList<UnmappedSighting> Read()
    {
        lock (_lock)
        {
            return [.. _entries.OrderByDescending(e => e.Value.At).Select(e => new UnmappedSighting(e.Key.Foreign, e.Key.Source, e.Key.On, e.Key.Label, e.Key.Why, e.Value.Count, e.Value.At))];
        }
    }
}
