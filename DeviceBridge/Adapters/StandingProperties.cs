namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>
/// ONVIF properties that are true: a camera that says so again, with a new time each minute, makes no new event of it. 4,096 properties with 32 objects each are
/// remembered; what does not fit makes a further event. Safe for concurrent use.
/// </summary>
internal sealed class StandingProperties
{
    private const int Most = 4_096;
    private const int MostTracks = 32;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<string>> _standing = new(StringComparer.Ordinal);

    public bool Knows(string property, string? track)
    {
        lock (_lock) return _standing.TryGetValue(property, out var tracks) && tracks.Contains(track ?? "");
    }

    public void Add(string property, string? track)
    {
        lock (_lock)
        {
            if (!_standing.TryGetValue(property, out var tracks))
            {
                if (_standing.Count >= Most) return;
                _standing[property] = tracks = new(StringComparer.Ordinal);
            }
            if (tracks.Count < MostTracks) tracks.Add(track ?? "");
        }
    }

    public void Remove(string property)
    {
        lock (_lock) _standing.Remove(property);
    }
}
