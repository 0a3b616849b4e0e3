using System.Diagnostics.Metrics;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>Measurements of the room, its desks and walls; the meter is <see cref="MeterName"/>. Gauges hold what the room last said.</summary>
internal sealed class RoomMetrics : IRoomCounts
{
    /// <summary>Name of the meter, for the host's exporter.</summary>
    public const string MeterName = "SafetyHub.Room";

    private readonly Counter<long> _alarms, _grouped, _moved, _dropped, _lookupFailures;
    private readonly Histogram<double> _shown, _round;
    private volatile IReadOnlyList<AlarmBudget> _budgets = [];
    private volatile IReadOnlyList<(string Position, double Seconds)> _unseen = [];

    /// <summary>Creates the instruments.</summary>
    public RoomMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _alarms = meter.CreateCounter<long>("safetyhub.room.alarms", "{alarm}", "Alarms that rang at a position");
        _grouped = meter.CreateCounter<long>("safetyhub.room.grouped", "{alarm}", "Alarms that went into a group instead of ringing, by reason");
        _moved = meter.CreateCounter<long>("safetyhub.room.moved", "{alarm}", "Alarms that rang at another desk because theirs was near its budget");
        _dropped = meter.CreateCounter<long>("safetyhub.room.attention_dropped", "{mark}", "Sightings of persons and vehicles beyond the bound of what waits for the room");
        _lookupFailures = meter.CreateCounter<long>("safetyhub.room.failures", "{call}", "Work of the room that failed and is tried again, by kind");
        _shown = meter.CreateHistogram<double>("safetyhub.room.time_to_wall", "s", "From the opening of an incident until a camera shows it on a wall");
        _round = meter.CreateHistogram<double>("safetyhub.room.wall_round", "s", "Time one wall takes to choose its tiles");
        meter.CreateObservableGauge("safetyhub.room.alarms_last_hour", () => Each(budget => budget.LastHour), "{alarm}", "Alarms of the last hour at a position");
        meter.CreateObservableGauge("safetyhub.room.alarms_last_10min", () => Each(budget => budget.LastTenMinutes), "{alarm}", "Alarms of the last 10 minutes at a position");
        meter.CreateObservableGauge("safetyhub.room.flood", () => Each(budget => budget.IsFlood ? 1 : 0), "1", "1 while a position is in an alarm flood");
        meter.CreateObservableGauge("safetyhub.room.budget_stage", () => Each(budget => (int)budget.Stage), "1", "What the hub does to keep a desk bearable, 0 to 3");
        meter.CreateObservableGauge("safetyhub.room.oldest_unseen", () => _unseen.Select(wall => new Measurement<double>(wall.Seconds, At(wall.Position))), "s", "How long the camera that waits longest has not been on its wall");
    }

    void IRoomCounts.Rang(string position, Severity severity) => _alarms.Add(1, At(position), new KeyValuePair<string, object?>("severity", severity.ToString()));

    void IRoomCounts.Grouped(string position, string reason) => _grouped.Add(1, At(position), new KeyValuePair<string, object?>("reason", reason));

    void IRoomCounts.Moved(string position) => _moved.Add(1, At(position));

    void IRoomCounts.Shown(Severity severity, TimeSpan after) => _shown.Record(Math.Max(0, after.TotalSeconds), new KeyValuePair<string, object?>("severity", severity.ToString()));

    void IRoomCounts.LeftOut() => Failed("too-many-incidents");

    internal void Dropped() => _dropped.Add(1);

    internal void Failed(string work) => _lookupFailures.Add(1, new KeyValuePair<string, object?>("work", work));

    internal void Round(TimeSpan took) => _round.Record(took.TotalSeconds);

    internal void Show(IReadOnlyList<AlarmBudget> budgets) => _budgets = budgets;

    internal void OldestUnseen(string position, TimeSpan longest) =>
        _unseen = [.. _unseen.Where(wall => wall.Position != position), (position, longest.TotalSeconds)];

    private IEnumerable<Measurement<int>> Each(Func<AlarmBudget, int> figure) => _budgets.Select(budget => new Measurement<int>(figure(budget), At(budget.Position)));

    private static KeyValuePair<string, object?> At(string position) => new("position", position);
}
