using SafetyHub.Grains.Incidents;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Residents;

/// <summary>
/// The open incidents of one subject, at most one a category: read from the log once, then kept in step by what the incidents answer.
/// A person may close one at any time; the incident then answers <see cref="IncidentIntakeStatus.Closed"/> and is forgotten here.
/// </summary>
internal sealed class OpenIncidents(IIncidentLog log, IGrainFactory grains, SubjectRef subject, Func<IEnumerable<SubjectRef>> aliases)
{
    private Dictionary<IncidentCategory, IncidentId>? _open;

    /// <summary>After a failure nothing in memory is trusted: the next use reads the log.</summary>
    public void Forget() => _open = null;

    public async ValueTask<IncidentId?> FindAsync(IncidentCategory category)
    {
        var open = _open ?? await LoadAsync();
        return open.TryGetValue(category, out var id) ? id : null;
    }

    /// <summary>The open incident that matters most to the person: categories are ordered that way.</summary>
    public async ValueTask<OpenIncident?> MostUrgentAsync()
    {
        var open = _open ?? await LoadAsync();
        if (open.Count == 0) return null;
        var category = open.Keys.Min();
        return new OpenIncident(category, open[category]);
    }

    public async ValueTask<IncidentCategory?> CategoryOfAsync(IncidentId id)
    {
        var open = _open ?? await LoadAsync();
        foreach (var (category, candidate) in open)
        {
            if (candidate == id) return category;
        }
        return null;
    }

    /// <summary>Opens an incident with the signal or joins the open one; a closed one gives way to a new one with the id this signal derives.</summary>
    public async Task<IncidentIntake> OpenOrJoinAsync(SignalForIncident signal)
    {
        var derived = IncidentIds.Derive(subject, signal.Category, signal.Signal.Id);
        var target = await FindAsync(signal.Category) ?? derived;
        var intake = await SendAsync(target, signal);
        if (intake.Status != IncidentIntakeStatus.Closed || target == derived) return Accepted(intake, signal);
        return Accepted(await SendAsync(derived, signal), signal);
    }

    /// <summary>Sends a signal to an incident that is open as far as is known; the answer says when it is not.</summary>
    public async Task<IncidentIntake> SendAsync(IncidentId id, SignalForIncident signal)
    {
        var intake = await grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(id)).Receive(signal);
        var open = _open ?? await LoadAsync();
        if (intake.Status is IncidentIntakeStatus.Opened or IncidentIntakeStatus.Joined) open[signal.Category] = id;
        else if (intake.Status == IncidentIntakeStatus.Closed && open.TryGetValue(signal.Category, out var known) && known == id) open.Remove(signal.Category);
        return intake;
    }

    private async Task<Dictionary<IncidentCategory, IncidentId>> LoadAsync()
    {
        var stored = await log.OpenOfSubjectAsync(subject, CancellationToken.None);
        var open = stored.ToDictionary(incident => incident.Category, incident => incident.Id);
        // Records that became this one may have left open what now goes on here; the subject's own comes first.
        foreach (var alias in aliases())
        {
            foreach (var incident in await log.OpenOfSubjectAsync(alias, CancellationToken.None)) open.TryAdd(incident.Category, incident.Id);
        }
        return _open = open;
    }

    private static IncidentIntake Accepted(IncidentIntake intake, SignalForIncident signal) =>
        intake.Status != IncidentIntakeStatus.Closed
            ? intake
            : throw new InvalidOperationException($"The incident that signal {signal.Signal.Id} derives is closed and does not hold it");
}
