using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SafetyHub.Audit;

namespace SafetyHub.DeviceBridge.Mqtt;

/// <summary>
/// Writes what looks like an attack or a misconfigured device to the audit log: each kind of act for each target at most once in ten minutes,
/// so that a storm at the door is one line and not a second storm. Never blocks a connection: beyond 256 waiting entries the entry is only counted.
/// </summary>
internal sealed partial class SecurityJournal(IAuditLog audit, TimeProvider time, MqttMetrics metrics, ILogger<SecurityJournal> log) : BackgroundService
{
    private const int RememberedActs = 4_096;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    private readonly Channel<AuditEntry> _entries = Channel.CreateBounded<AuditEntry>(256);
    private readonly ConcurrentDictionary<(string Action, string Target), DateTimeOffset> _written = new();

    /// <summary>Notes an act. True when it is new within ten minutes.</summary>
    public bool Note(string actor, string action, string target, string? detail)
    {
        var now = time.GetUtcNow();
        if (_written.TryGetValue((action, target), out var last) && now - last < Quiet) return false;
        if (_written.Count >= RememberedActs) _written.Clear();
        _written[(action, target)] = now;
        Noted(action, target, detail);
        if (!_entries.Writer.TryWrite(new AuditEntry(0, now, actor, action, target, detail))) metrics.Fault("audit-full");
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var entry in _entries.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await audit.WriteAsync(entry, stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                metrics.Fault("audit");
                NotWritten(error, entry.Action, entry.Target);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Action} on {Target}: {Detail}")]
    private partial void Noted(string action, string target, string? detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit entry {Action} on {Target} could not be written")]
    private partial void NotWritten(Exception error, string action, string target);
}
