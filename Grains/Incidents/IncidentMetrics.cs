using System.Diagnostics.Metrics;
using SafetyHub.Escalation;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Incidents;

/// <summary>Measurements of the incident half; the meter is <see cref="MeterName"/>.</summary>
public sealed class IncidentMetrics
{
    /// <summary>Name of the meter, for the host's exporter.</summary>
    public const string MeterName = "SafetyHub.Incidents";

    private readonly Counter<long> _opened, _appends, _refusals, _steps, _feedFailures, _reminderFailures, _lookupFailures;
    private readonly Histogram<double> _durable, _lateness;

    /// <summary>Creates the instruments.</summary>
    public IncidentMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _opened = meter.CreateCounter<long>("safetyhub.incidents.opened", "{incident}", "Incidents opened");
        _appends = meter.CreateCounter<long>("safetyhub.incidents.appends", "{append}", "Writes to the incident log by what became of them");
        _refusals = meter.CreateCounter<long>("safetyhub.incidents.refusals", "{command}", "Commands refused by reason");
        _steps = meter.CreateCounter<long>("safetyhub.incidents.steps", "{step}", "Steps of response plans fired");
        _feedFailures = meter.CreateCounter<long>("safetyhub.incidents.feed_failures", "{message}", "Changes that did not reach a district's feed");
        _reminderFailures = meter.CreateCounter<long>("safetyhub.incidents.reminder_failures", "{call}", "Reminders that could not be set or removed");
        _lookupFailures = meter.CreateCounter<long>("safetyhub.incidents.lookup_failures", "{call}", "Duty orders and voices that could not be asked in time");
        _durable = meter.CreateHistogram<double>("safetyhub.incidents.signal_to_disk", "s", "From the arrival of a signal until it is on disk");
        _lateness = meter.CreateHistogram<double>("safetyhub.incidents.deadline_lateness", "s", "How late a deadline was acted on");
    }

    internal void Opened(IncidentState state) => _opened.Add(
        1, new("category", state.Category.ToString()), new("severity", state.Severity.ToString()));

    internal void Appended(string result) => _appends.Add(1, new KeyValuePair<string, object?>("result", result));

    internal void Refused(RefusalReason reason) => _refusals.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));

    internal void StepFired(StepTarget target, bool byPerson) => _steps.Add(1, new("target", target.ToString()), new("by_person", byPerson));

    internal void OnDisk(TimeSpan sinceArrival) => _durable.Record(Math.Max(0, sinceArrival.TotalSeconds));

    internal void ActedOnDeadline(TimeSpan lateness) => _lateness.Record(Math.Max(0, lateness.TotalSeconds));

    internal void FeedFailed() => _feedFailures.Add(1);

    internal void ReminderFailed() => _reminderFailures.Add(1);

    internal void LookupFailed(string what) => _lookupFailures.Add(1, new KeyValuePair<string, object?>("what", what));
}
