using System.Collections.Concurrent;

namespace SafetyHub.Silo.Health;

/// <summary>Watches that the hub's loops still turn: each loop beats, and a loop that stays silent longer than it may is named. Safe for concurrent use.</summary>
public sealed class LoopAuditor(TimeProvider clock)
{
    /// <summary>So many times its allowed silence makes a stalled loop a reason to start the process anew.</summary>
    public const int HopelessFactor = 6;

    private readonly ConcurrentDictionary<string, LoopPulse> _loops = new(StringComparer.Ordinal);

    /// <summary>Adds a loop, or takes up the one of this name again; it counts as beating now.</summary>
    public LoopPulse Watch(string name, TimeSpan allowedSilence)
    {
        var pulse = new LoopPulse(name, allowedSilence, clock);
        _loops[name] = pulse;
        return pulse;
    }

    /// <summary>Takes a loop that ended on purpose off the list.</summary>
    public void Forget(LoopPulse pulse) => _loops.TryRemove(new KeyValuePair<string, LoopPulse>(pulse.Name, pulse));

    /// <summary>Every loop with how long it has been silent, the most silent first.</summary>
    public IReadOnlyList<LoopState> States() =>
        [.. _loops.Values.Select(l => new LoopState(l.Name, l.Silence, l.Standstill, l.AllowedSilence)).OrderByDescending(s => s.Silence / s.Allowed)];
}

/// <summary>A loop at one instant.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Silence">Time since its last round that did its work.</param>
/// <param name="Standstill">Time since its last round at all, whatever came of it.</param>
/// <param name="Allowed">How long it may be silent.</param>
public readonly record struct LoopState(string Name, TimeSpan Silence, TimeSpan Standstill, TimeSpan Allowed)
{
    /// <summary>True when it should have done its work long ago.</summary>
    public bool IsStalled => Silence > Allowed;

    /// <summary>True when only a new start can help: it does not even turn. A loop that turns and fails waits for what it works with, such as storage.</summary>
    public bool IsHopeless => Standstill > Allowed * LoopAuditor.HopelessFactor;
}

/// <summary>One loop's sign of life.</summary>
public sealed class LoopPulse
{
    private readonly TimeProvider _clock;
    private long _last;
    private long _lastTurn;

    internal LoopPulse(string name, TimeSpan allowedSilence, TimeProvider clock)
    {
        (Name, AllowedSilence, _clock) = (name, allowedSilence, clock);
        Beat();
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>How long it may be silent.</summary>
    public TimeSpan AllowedSilence { get; }

    /// <summary>Time since the last round that did its work.</summary>
    public TimeSpan Silence => _clock.GetElapsedTime(Volatile.Read(ref _last));

    /// <summary>Time since the last round.</summary>
    public TimeSpan Standstill => _clock.GetElapsedTime(Volatile.Read(ref _lastTurn));

    /// <summary>Says that the loop turned and did its work.</summary>
    public void Beat()
    {
        Turn();
        Volatile.Write(ref _last, _clock.GetTimestamp());
    }

    /// <summary>Says that the loop turned, and failed.</summary>
    public void Turn() => Volatile.Write(ref _lastTurn, _clock.GetTimestamp());
}
