using System.Security.Cryptography;
using SafetyHub.Risk;

namespace SafetyHub.Grains.Risk;

/// <summary>The rules in force on this silo. A file is taken as a whole or not at all; safe for concurrent use.</summary>
public sealed class RiskRulesBook(TimeProvider time)
{
    private readonly Lock _writing = new();
    private volatile Entry _entry = new(RiskRules.Default, time.GetUtcNow(), null, null);

    /// <summary>The rules in force.</summary>
    public RiskRules Current => _entry.Rules;

    /// <summary>What is in force, and the last refusal while what lies in the file is not.</summary>
    public RiskRulesStatus Status
    {
        get
        {
            var entry = _entry;
            return new RiskRulesStatus(entry.Rules.Name, entry.Rules.Hash, entry.Since, entry.File, entry.Refusal);
        }
    }

    /// <summary>Offers a file's bytes: with any fault the old rules stay in force.</summary>
    /// <returns>True when they are in force now.</returns>
    public bool Offer(string file, ReadOnlySpan<byte> bytes)
    {
        var reading = RulesFile.Read(bytes);
        lock (_writing)
        {
            var now = time.GetUtcNow();
            _entry = reading.Rules is { } rules
                ? new Entry(rules, rules.Hash == _entry.Rules.Hash ? _entry.Since : now, file, null)
                : _entry with { File = file, Refusal = new RiskRulesRefusal(now, Convert.ToHexStringLower(SHA256.HashData(bytes)), [.. reading.Faults.Select(FaultOf)]) };
        }
        RiskMetrics.RulesOffered.Add(1, new KeyValuePair<string, object?>("fate", reading.Rules is null ? "refused" : "taken"));
        return reading.Rules is not null;
    }

    /// <summary>Says that the file could not be read; the old rules stay in force.</summary>
    public void Missing(string file, string why)
    {
        lock (_writing) _entry = _entry with { File = file, Refusal = new RiskRulesRefusal(time.GetUtcNow(), "", [new RiskRulesFault(1, 1, "", why)]) };
        RiskMetrics.RulesOffered.Add(1, new KeyValuePair<string, object?>("fate", "unreadable"));
    }

    internal static RiskRulesFault FaultOf(RulesFault fault) => new(fault.Line, fault.Column, fault.Path, fault.Message);

    private sealed record Entry(RiskRules Rules, DateTimeOffset Since, string? File, RiskRulesRefusal? Refusal);
}
