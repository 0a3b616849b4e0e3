using SafetyHub.Adapters;

namespace SafetyHub.Grains.Adapters;

/// <summary>The last report of each bridge; at most as many as there are processes.</summary>
internal sealed class AdapterRosterGrain(TimeProvider time) : Grain, IAdapterRosterGrain
{
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, (IReadOnlyList<AdapterStatus> Adapters, long At)> _reports = new(StringComparer.Ordinal);

    public Task Report(string bridge, IReadOnlyList<AdapterStatus> adapters)
    {
        ArgumentException.ThrowIfNullOrEmpty(bridge);
        ArgumentNullException.ThrowIfNull(adapters);
        _reports[bridge] = (adapters, time.GetTimestamp());
        Forget();
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<AdapterStatus>> List()
    {
        Forget();
        return Task.FromResult<IReadOnlyList<AdapterStatus>>(
            [.. _reports.Values.SelectMany(report => report.Adapters).OrderBy(a => a.Name, StringComparer.Ordinal).ThenBy(a => a.Bridge, StringComparer.Ordinal)]);
    }

    private void Forget()
    {
        foreach (var (bridge, report) in _reports.ToList())
        {
            if (time.GetElapsedTime(report.At) >= ForgottenAfter) _reports.Remove(bridge);
        }
    }
}
