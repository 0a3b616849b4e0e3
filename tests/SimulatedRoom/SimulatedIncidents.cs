using SafetyHub.Devices;
using SafetyHub.Grains.Incidents;
using SafetyHub.Grains.Monitoring.Rooms;
using SafetyHub.Grains.Signals;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.SimulatedRoom;

/// <summary>
/// The incidents of the day by the hub's rule: one open incident for each subject and category, later events join it. Severity and category come from the
/// hub's own event table.
/// </summary>
internal sealed class SimulatedIncidents(Func<SubjectRef, string> district)
{
    private readonly SignalOptions _signals = new();
    private readonly Dictionary<(SubjectRef, IncidentCategory), IncidentId> _open = [];

    public Dictionary<IncidentId, SimulatedIncident> ById { get; } = [];

    /// <summary>Opens an incident with the event or joins the open one.</summary>
    public SimulatedIncident Take(SimulatedEvent happened)
    {
        var reporter = happened.Camera ?? DeviceId.Parse("device-" + happened.Subject.Id);
        var signal = new Signal(
            $"{reporter.Value}/e{happened.Number}", reporter, happened.Camera is null ? DeviceKind.Robot : DeviceKind.Camera, happened.Type, happened.Subject,
            happened.At, happened.At, happened.At, happened.Confidence, null, SignalFlags.None);
        var decision = EventInterpreter.Decide(signal, _signals);
        var category = decision.Rule.Category!.Value;
        if (_open.TryGetValue((happened.Subject, category), out var id))
        {
            var known = ById[id];
            var before = known.Now;
            known.Now = before with
            {
                Severity = decision.Severity > before.Severity ? decision.Severity : before.Severity,
                SeenAt = happened.At,
                Confidence = happened.Confidence,
                Reporters = [.. before.Reporters.Prepend(reporter).Distinct().Take(4)],
                Version = before.Version + 1,
            };
            known.Events.Add(happened);
            return known;
        }
        var opened = new SimulatedIncident(new RoomIncident(
            IncidentIds.Derive(happened.Subject, category, signal.Id), category, happened.Type, decision.Severity, false, null, false,
            new SubjectSummary(happened.Subject, happened.Subject.Id, district(happened.Subject)), happened.At, happened.At, happened.Confidence, [reporter], null, null, 1));
        opened.Events.Add(happened);
        _open.Add((happened.Subject, category), opened.Now.Id);
        ById.Add(opened.Now.Id, opened);
        return opened;
    }

    public static void Own(SimulatedIncident incident, string actor) => incident.Now = incident.Now with { Owner = actor, Version = incident.Now.Version + 1 };

    public void Resolve(SimulatedIncident incident, DateTimeOffset now)
    {
        var outcome = incident.Events.Exists(happened => happened.IsTrue) ? Outcome.Real : Outcome.False;
        incident.Now = incident.Now with { Outcome = outcome, ResolvedAt = now, Version = incident.Now.Version + 1 };
        _open.Remove((incident.Now.Subject.Subject, incident.Now.Category));
        ById.Remove(incident.Now.Id);
    }
}

/// <summary>An incident of the simulation with its events.</summary>
internal sealed class SimulatedIncident(RoomIncident incident)
{
    public RoomIncident Now { get; set; } = incident;

    public List<SimulatedEvent> Events { get; } = [];

    public bool IsTrue => Events.Exists(happened => happened.IsTrue);
}
