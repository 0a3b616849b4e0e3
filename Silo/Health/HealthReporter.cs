using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SafetyHub.Silo.Health;

/// <summary>Runs the checks at most once a second however many ask: the address is open to everybody.</summary>
internal sealed class HealthReporter(HealthCheckService checks, TimeProvider clock)
{
    /// <summary>Tag of the checks that say whether the process turns; all others say whether it is usable.</summary>
    public const string Live = "live";
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly Probe _live = new(checks, clock, c => c.Tags.Contains(Live));
    private readonly Probe _ready = new(checks, clock, c => !c.Tags.Contains(Live));

    /// <summary>Whether the process turns.</summary>
    public Task<HealthReport> LiveAsync() => _live.AskAsync();

    /// <summary>Whether it is usable, part by part.</summary>
    public Task<HealthReport> ReadyAsync() => _ready.AskAsync();

    private sealed class Probe(HealthCheckService checks, TimeProvider clock, Func<HealthCheckRegistration, bool> which)
    {
        private readonly Lock _lock = new();
        private Task<HealthReport>? _current;
        private long _startedAt;

        public Task<HealthReport> AskAsync()
        {
            lock (_lock)
            {
                var fresh = _current is { IsFaulted: false } && (!_current.IsCompleted || clock.GetElapsedTime(_startedAt) < Freshness);
                if (fresh) return _current!;
                _startedAt = clock.GetTimestamp();
                return _current = Task.Run(() => checks.CheckHealthAsync(which));
            }
        }
    }
}
