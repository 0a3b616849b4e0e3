using System.Collections.Frozen;
using System.Collections.Immutable;
using SafetyHub.Grains.Signals;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Risk;

/// <summary>
/// One rules file, checked as a whole and never changed after. What goes to people at once (SOS, fire, a cry for help as an answer) is
/// not in here: no file can switch it off.
/// </summary>
public sealed class RiskRules
{
    private readonly RuleParts _parts;
    private FrozenDictionary<string, ImmutableArray<SignalRule>> _byType = FrozenDictionary<string, ImmutableArray<SignalRule>>.Empty;
    private FrozenDictionary<string, RuleText> _texts = FrozenDictionary<string, RuleText>.Empty;

    internal RiskRules(RuleParts parts, string hash)
    {
        (_parts, Hash) = (parts, hash);
        Index();
    }

    /// <summary>Name that the file gives itself.</summary>
    public string Name => _parts.Name;

    /// <summary>SHA-256 of the file's bytes, in hexadecimal digits.</summary>
    public string Hash { get; }

    internal TimeZoneInfo Zone => _parts.Zone;
    internal DailyHours QuietHours => _parts.QuietHours;
    internal QuestionRule Questions => _parts.Questions;
    internal ImmutableArray<ConcernRule> Concerns => _parts.Concerns;
    internal ImmutableArray<SignalRule> Signals => _parts.Signals;
    internal ImmutableArray<CrossCheckRule> CrossChecks => _parts.CrossChecks;
    internal ImmutableArray<CombinationRule> Combinations => _parts.Combinations;
    internal InactivityRule Inactivity => _parts.Inactivity;
    internal RhythmRule Rhythm => _parts.Rhythm;
    internal AsleepRule Asleep => _parts.Asleep;
    internal AwayRule Away => _parts.Away;
    internal DeclineRule Decline => _parts.Decline;

    /// <summary>Kinds of observation that some condition or cross-check looks back at.</summary>
    internal FrozenSet<string> Facts { get; private set; } = FrozenSet<string>.Empty;

    /// <summary>Kinds of observation that can bring a combination nearer: what is due must be looked at again.</summary>
    internal FrozenSet<string> Triggers { get; private set; } = FrozenSet<string>.Empty;

    /// <summary>Kinds of observation that some condition counts.</summary>
    internal FrozenSet<string> Counted { get; private set; } = FrozenSet<string>.Empty;

    /// <summary>The rules that come with the hub.</summary>
    public static RiskRules Default { get; } = RulesFile.ReadDefault();

    private void Index()
    {
        _byType = Signals.GroupBy(signal => signal.Type).ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
        _texts = Signals.Select(signal => (signal.Name, signal.Text))
            .Concat(CrossChecks.Select(check => (check.Name, check.Text)))
            .Concat(Combinations.Select(combination => (combination.Name, combination.Text)))
            .ToFrozenDictionary(text => text.Name, text => text.Text, StringComparer.Ordinal);
        Facts = CrossChecks.SelectMany(check => check.Seen)
            .Concat(Combinations.SelectMany(combination => combination.All).Where(condition => condition.What is not null).Select(condition => condition.What!))
            .Append(RiskFacts.Motion).Append(RiskFacts.Door).ToFrozenSet(StringComparer.Ordinal);
        Triggers = Combinations.SelectMany(combination => combination.All).Where(condition => condition.Kind is ConditionKind.Seen or ConditionKind.Count && condition.What != RiskFacts.Sign)
            .Select(condition => condition.What!).ToFrozenSet(StringComparer.Ordinal);
        Counted = Combinations.SelectMany(combination => combination.All).Where(condition => condition.Kind == ConditionKind.Count)
            .Select(condition => condition.What!).ToFrozenSet(StringComparer.Ordinal);
    }

    internal ImmutableArray<SignalRule> OfType(string type) => _byType.GetValueOrDefault(type, []);

    internal ConcernRule? Concern(IncidentCategory category) => Concerns.FirstOrDefault(concern => concern.Category == category);

    /// <summary>The words of a rule, or null where the rules have changed and no longer know it.</summary>
    internal RuleText? TextOf(string rule) => _texts.GetValueOrDefault(rule);
}

/// <summary>The parts of a rules file.</summary>
internal sealed record RuleParts
{
    public required string Name { get; init; }
    public required TimeZoneInfo Zone { get; init; }
    public required DailyHours QuietHours { get; init; }
    public required QuestionRule Questions { get; init; }
    public required ImmutableArray<ConcernRule> Concerns { get; init; }
    public required ImmutableArray<SignalRule> Signals { get; init; }
    public required ImmutableArray<CrossCheckRule> CrossChecks { get; init; }
    public required ImmutableArray<CombinationRule> Combinations { get; init; }
    public required InactivityRule Inactivity { get; init; }
    public required RhythmRule Rhythm { get; init; }
    public required AsleepRule Asleep { get; init; }
    public required AwayRule Away { get; init; }
    public required DeclineRule Decline { get; init; }
}

/// <summary>Words of a rule: why it counts, and what would make it count no more.</summary>
internal sealed record RuleText(BilingualText Why, BilingualText? Changes);

/// <summary>How people are asked.</summary>
internal sealed record QuestionRule(int MostPerDay, double NightFactor);

/// <summary>A suspicion, when it asks the person and when it goes to humans.</summary>
internal sealed record ConcernRule(
    IncidentCategory Category, double AskAt, double PeopleAt, Severity Severity, Severity AfterSilence, Severity AfterOk, double FadesBelow,
    double OkRelieves, string Title, AskRule Ask);

/// <summary>The question of a suspicion.</summary>
internal sealed record AskRule(int Attempts, TimeSpan Wait, BilingualText Question);

/// <summary>What an event is worth for a suspicion.</summary>
internal sealed record SignalRule(
    string Name, string Type, Senders From, double? LeastConfidence, double? BelowConfidence, string? Field, string? Value, DailyHours? Hours,
    IncidentCategory Concern, double Weight, bool ByConfidence, TimeSpan Hold, TimeSpan HalfLife, Severity? Severity, RuleText Text);

/// <summary>What another device adds to a suspicion, or takes from it.</summary>
internal sealed record CrossCheckRule(
    string Name, IncidentCategory Concern, ImmutableArray<string> Seen, TimeSpan? Before, TimeSpan? After, bool FromAnother, int AtLeast,
    double Adds, RuleText Text);

/// <summary>Conditions that together are worth something for a suspicion.</summary>
internal sealed record CombinationRule(
    string Name, ImmutableArray<ConditionRule> All, IncidentCategory Concern, double Weight, TimeSpan Hold, TimeSpan HalfLife, TimeSpan Again,
    Severity? Severity, string? Title, RuleText Text);

/// <summary>One condition of a combination; which fields count follows from the kind.</summary>
internal sealed record ConditionRule(
    ConditionKind Kind, string? What, TimeSpan Span, int Count, DailyHours Hours, ImmutableArray<PersonState> States, SafetyHub.Devices.DeviceKind Device);

/// <summary>Kinds of condition.</summary>
internal enum ConditionKind
{
    /// <summary>None of it for at least this long, at a home that is observed.</summary>
    No = 1,
    /// <summary>Some of it within this time.</summary>
    Seen = 2,
    /// <summary>So often within this time.</summary>
    Count = 3,
    /// <summary>A device of this kind is silent.</summary>
    Silent = 4,
    /// <summary>The time of day.</summary>
    Hours = 5,
    /// <summary>The person is in one of these states.</summary>
    Person = 6,
    /// <summary>Another combination came true within this time.</summary>
    Rule = 7,
    /// <summary>At this hour it is usually quiet at this home.</summary>
    UnusualHour = 8,
}

/// <summary>States of a person that conditions know.</summary>
internal enum PersonState
{
    /// <summary>At home and not asleep, as far as is known.</summary>
    Up = 1,
    /// <summary>Asleep, by word of a device or by the hour.</summary>
    Asleep = 2,
    /// <summary>Out.</summary>
    Away = 3,
}

/// <summary>The ladder: upper bounds.</summary>
internal sealed record InactivityRule(TimeSpan Low, TimeSpan Medium, TimeSpan High, TimeSpan AskAgain);

/// <summary>The personal bound beneath the ladder.</summary>
internal sealed record RhythmRule(TimeSpan After, double Factor, TimeSpan Margin, TimeSpan Least, double Forget);

/// <summary>How long sleep suspends inactivity.</summary>
internal sealed record AsleepRule(TimeSpan Longest, TimeSpan Grace, TimeSpan LateAtMost);

/// <summary>How long an outing suspends inactivity.</summary>
internal sealed record AwayRule(TimeSpan Longest, TimeSpan GuessAfterDoor, TimeSpan GuessLongest, Severity Severity);

/// <summary>The slow decline of activity.</summary>
internal sealed record DeclineRule(TimeSpan After, double Below, int Days, Severity Severity);

/// <summary>Names of observations that the engine itself knows.</summary>
internal static class RiskFacts
{
    public const string Sign = "sign";
    public const string Motion = "motion";
    public const string Door = "door";
    public const string Power = "power";
    /// <summary>Any of them counts as a sign of life.</summary>
    public static readonly string[] OfTelemetry = [Motion, Door, Power];
}
