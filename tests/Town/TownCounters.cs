using System.Collections.Concurrent;
using System.Globalization;

namespace SafetyHub.Town;

/// <summary>Counts what the town did, for its one status line.</summary>
internal sealed class TownCounters
{
    private readonly ConcurrentDictionary<string, long> _events = new();
    private long _telemetry;
    private long _receipts;
    private long _commands;
    private long _failed;

    public void Telemetry() => Interlocked.Increment(ref _telemetry);

    public void Event(string type) => _events.AddOrUpdate(type, 1, (_, n) => n + 1);

    public void Receipt() => Interlocked.Increment(ref _receipts);

    public void Command(string type) => Interlocked.Increment(ref _commands);

    public void FailedConnection() => Interlocked.Increment(ref _failed);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{_telemetry} readings, {_events.Values.Sum()} events ({_events.Where(e => e.Key.StartsWith("sos", StringComparison.Ordinal)).Sum(e => e.Value)} calls for help), {_receipts} receipts, {_commands} commands, {_failed} failed connections");
}
