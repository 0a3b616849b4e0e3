using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Live;

/// <summary>
/// The incidents a web host knows: the newest version of each, open or resolved a short while ago. Not safe for concurrent use; the
/// feed guards it. Idempotent by id and version, so push, catch-up and answers of commands may overlap as they like.
/// </summary>
internal sealed class FeedBook(TimeSpan resolvedStaysFor, int atMost)
{
    private readonly Dictionary<IncidentId, IncidentSnapshot> _byId = [];

    public IReadOnlyList<IncidentSnapshot> Sorted { get; private set; } = [];

    /// <summary>Least urgent incidents that were left out because the book was full.</summary>
    public int LeftOut { get; private set; }

    public bool Take(IncidentSnapshot incident, DateTimeOffset now)
    {
        if (_byId.TryGetValue(incident.Id, out var known) && known.Version >= incident.Version) return false;
        if (known is null && IsOver(incident, now)) return false;
        _byId[incident.Id] = incident;
        return true;
    }

    /// <summary>Drops what was resolved long enough ago; true when something went.</summary>
    public bool Prune(DateTimeOffset now)
    {
        var over = _byId.Values.Where(incident => IsOver(incident, now)).Select(incident => incident.Id).ToList();
        over.ForEach(id => _byId.Remove(id));
        return over.Count > 0;
    }

    public void Sort()
    {
        var sorted = _byId.Values.ToArray();
        Array.Sort(sorted, QueueOrder.Instance);
        LeftOut = Math.Max(0, sorted.Length - atMost);
        foreach (var incident in sorted.Skip(atMost)) _byId.Remove(incident.Id);
        Sorted = LeftOut > 0 ? sorted[..atMost] : sorted;
    }

    private bool IsOver(IncidentSnapshot incident, DateTimeOffset now) => !incident.IsOpen && incident.ResolvedAt + resolvedStaysFor <= now;
}
