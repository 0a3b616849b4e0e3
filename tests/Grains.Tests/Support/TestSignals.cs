using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Support;

/// <summary>Makes signals for tests.</summary>
public static class TestSignals
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    public static readonly SubjectRef Resident = new(SubjectKind.Resident, "kim");
    public static readonly SubjectSummary Subject = new(Resident, "김영희", "deogyang-gu");

    public static Signal Signal(
        string eventId, string type, DateTimeOffset at, string device = "doll-1", DeviceKind kind = DeviceKind.Robot,
        SignalFlags flags = SignalFlags.None, string? data = null)
    {
        var id = DeviceId.Parse(device);
        return new Signal($"{device}/{eventId}", id, kind, type, Resident, at, at, at, null, data, flags);
    }

    public static SignalForIncident Sos(string eventId, DateTimeOffset at) =>
        For(Signal(eventId, "sos.hand-hold", at), IncidentCategory.Sos, SignalEffect.Raise, Severity.Critical);

    public static SignalForIncident For(Signal signal, IncidentCategory category, SignalEffect effect, Severity severity) =>
        new(signal, Subject, category, effect, severity);

    public static IncidentId IdOf(SignalForIncident opening) =>
        SafetyHub.Grains.Incidents.IncidentIds.Derive(opening.Signal.Subject, opening.Category, opening.Signal.Id);
}
