using System.Text.Json;
using SafetyHub.Testing.Hub;

namespace SafetyHub.Scenarios.Load;

/// <summary>What the devices know against what the hub has: the common criterion C0 of the fault matrix.</summary>
/// <param name="Acknowledged">Events that were acknowledged to a device.</param>
/// <param name="Stored">Distinct signals found in incidents.</param>
/// <param name="Incidents">Incidents looked through.</param>
/// <param name="Lost">Acknowledged events that are in no incident.</param>
/// <param name="Doubled">Signals that stand in more than one place.</param>
public sealed record HistoryCheck(int Acknowledged, int Stored, int Incidents, IReadOnlyList<string> Lost, IReadOnlyList<string> Doubled)
{
    /// <summary>True when nothing was lost or doubled.</summary>
    public bool Holds => Lost.Count == 0 && Doubled.Count == 0;

    /// <summary>Reads every incident and every signal through the API and compares.</summary>
    public static async Task<HistoryCheck> RunAsync(HubApi api, IEnumerable<SosDevice> devices)
    {
        var incidents = await api.IncidentsAsync();
        var seen = new Dictionary<string, int>();
        foreach (var incident in incidents) await CountAsync(api, incident, seen);
        var acknowledged = devices.SelectMany(d => d.Acknowledged.Select(e => $"{d.Id}/{e}")).ToList();
        return new HistoryCheck(
            acknowledged.Count, seen.Count, incidents.Count, [.. acknowledged.Where(a => !seen.ContainsKey(a))], [.. seen.Where(s => s.Value > 1).Select(s => s.Key)]);
    }

    private static async Task CountAsync(HubApi api, JsonElement incident, Dictionary<string, int> seen)
    {
        foreach (var signal in await api.SignalIdsAsync(incident.GetProperty("id").GetString()!)) seen[signal] = seen.GetValueOrDefault(signal) + 1;
    }
}
