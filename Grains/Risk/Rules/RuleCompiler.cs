using System.Collections.Immutable;
using SafetyHub.Devices;
using SafetyHub.Grains.Signals;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Risk.Rules;

/// <summary>Turns a file's nodes into rules, and finds what no form can: names that refer to nothing, conditions that can never be met.</summary>
internal sealed class RuleCompiler(List<RulesFault> faults)
{
    private static readonly AskRule NoQuestion = new(3, TimeSpan.FromSeconds(30), new BilingualText("", ""));
    private readonly HashSet<IncidentCategory> _concerns = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public RuleParts Compile(RuleMap root)
    {
        var file = new RuleView(root, "");
        var concerns = file.Each("concerns").Select(ConcernOf).ToImmutableArray();
        foreach (var needed in new[] { IncidentCategory.Inactivity, IncidentCategory.CheckIn }.Where(needed => !_concerns.Contains(needed)))
        {
            Fault(file.In("concerns"), root, $"The concern {(needed == IncidentCategory.CheckIn ? "check-in" : "inactivity")} must be there");
        }
        var combinations = file.Each("combinations").Select(CombinationOf).ToImmutableArray();
        new CombinationCheck(faults).Check(file.Each("combinations").ToList(), combinations);
        return new RuleParts
        {
            Name = file.Text("name") ?? "",
            Zone = ZoneOf(file),
            QuietHours = file.Hours("quiet-hours") ?? new DailyHours(new TimeOnly(22, 0), new TimeOnly(7, 0)),
            Questions = new QuestionRule(file.In("questions").Whole("most-per-day") ?? 12, file.In("questions").Number("night-factor") ?? 1.5),
            Concerns = concerns,
            Signals = [.. file.Each("signals").Select(SignalOf)],
            CrossChecks = [.. file.Each("cross-checks").Select(CrossCheckOf)],
            Combinations = combinations,
            Inactivity = InactivityOf(file.In("inactivity")),
            Rhythm = RhythmOf(file.In("rhythm")),
            Asleep = new AsleepRule(
                file.In("asleep").Duration("longest") ?? TimeSpan.FromHours(12), file.In("asleep").Duration("grace") ?? TimeSpan.FromHours(1),
                file.In("asleep").Duration("late-at-most") ?? TimeSpan.FromHours(3)),
            Away = AwayOf(file.In("away")),
            Decline = new DeclineRule(
                file.In("decline").Duration("after") ?? TimeSpan.FromDays(14), file.In("decline").Number("below") ?? 0.6,
                file.In("decline").Whole("days") ?? 3, file.In("decline").Severity("severity") ?? Severity.Low),
        };
    }

    private InactivityRule InactivityOf(RuleView at)
    {
        var rule = new InactivityRule(
            at.Duration("low") ?? TimeSpan.FromHours(8), at.Duration("medium") ?? TimeSpan.FromHours(12), at.Duration("high") ?? TimeSpan.FromHours(24),
            at.Duration("ask-again") ?? TimeSpan.Zero);
        if (at.Node is { } node && (rule.Low >= rule.Medium || rule.Medium >= rule.High)) Fault(at, node, "Each rung must come later than the one before: low, medium, high");
        return rule;
    }

    private static RhythmRule RhythmOf(RuleView at) => new(
        at.Duration("after") ?? TimeSpan.FromDays(7), at.Number("factor") ?? 1.5, at.Duration("margin") ?? TimeSpan.FromHours(1),
        at.Duration("least") ?? TimeSpan.FromHours(3), at.Number("forget") ?? 0.03);

    private AwayRule AwayOf(RuleView at)
    {
        var rule = new AwayRule(
            at.Duration("longest") ?? TimeSpan.FromHours(16), at.Duration("guess-after-door") ?? TimeSpan.FromMinutes(20),
            at.Duration("guess-longest") ?? TimeSpan.FromHours(8), at.Severity("severity") ?? Severity.Medium);
        if (at.Node is { } node && rule.GuessLongest > rule.Longest) Fault(at.In("guess-longest"), node, "A guessed outing must not last longer than one that was reported");
        return rule;
    }

    private TimeZoneInfo ZoneOf(RuleView file)
    {
        var name = file.Text("time-zone") ?? "Asia/Seoul";
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return zone;
        Fault(file.In("time-zone"), file.Node!, $"There is no time zone '{name}'");
        return TimeZoneInfo.Utc;
    }

    private ConcernRule ConcernOf(RuleView at)
    {
        var about = at.Concern("about");
        if (about is { } known && !_concerns.Add(known)) Fault(at.In("about"), at.Node!, "This concern stands twice");
        var (ask, people) = (at.Number("ask-at"), at.Number("people-at"));
        if (ask > people) Fault(at.In("people-at"), at.Node!, "Humans must not be told at a lower weight than the person is asked");
        var fades = at.Number("fades-below") ?? 10;
        if (fades > ask) Fault(at.In("fades-below"), at.Node!, "What fades must weigh less than what is asked about");
        var title = TypeOf(at, "title");
        var words = at.In("ask");
        return new ConcernRule(
            about ?? default, ask ?? 1, people ?? 1, at.Severity("severity") ?? Severity.High, at.Severity("after-silence") ?? Severity.High,
            at.Severity("after-ok") ?? Severity.Low, fades, at.Number("ok-relieves") ?? 20, title ?? "",
            words.Words("question") is { } question
                ? new AskRule(Math.Clamp(words.Whole("attempts") ?? 3, 1, 3), words.Duration("wait") ?? NoQuestion.Wait, question) : NoQuestion);
    }

    private SignalRule SignalOf(RuleView at)
    {
        var type = TypeOf(at, "on") ?? "";
        var rule = EventTable.Find(type);
        if (rule.Category is IncidentCategory.Sos or IncidentCategory.Fire)
            Fault(at.In("on"), at.Node!, $"'{type}' goes to people at once; no rule may weigh it");
        var from = at.From();
        if (at.In("from").Node is not null && rule != EventTable.Unknown && (from & ~rule.From) != 0)
            Fault(at.In("from"), at.Node!, $"'{type}' is sent by {Named(rule.From)} only");
        var confidence = at.In("confidence");
        var (least, below) = (confidence.Number("at-least"), confidence.Number("below"));
        if (least >= below) Fault(confidence, at.Node!, "No confidence is both at least this and below that");
        return new SignalRule(
            NameOf(at), type, from, least, below, at.In("where").Text("field"), at.In("where").Text("is"), at.Hours("hours"), KnownConcern(at),
            at.Number("weight") ?? 1, at.Flag("by-confidence"), at.Duration("hold") ?? TimeSpan.Zero, at.Duration("half-life") ?? TimeSpan.FromHours(1),
            at.Severity("severity"), at.Why());
    }

    private CrossCheckRule CrossCheckOf(RuleView at)
    {
        var (before, after) = (at.Duration("before"), at.Duration("after"));
        if (at.In("before").Node is null == at.In("after").Node is null) Fault(at, at.Node!, "Either 'before' or 'after' is needed, not both");
        var count = at.Whole("at-least") ?? 1;
        if (count > 1 && before is not null) Fault(at.In("at-least"), at.Node!, "Looking back it is known when something was last seen, not how often: 'at-least' needs 'after'");
        if (at.Number("adds") == 0) Fault(at.In("adds"), at.Node!, "A cross-check that adds nothing does nothing");
        foreach (var item in (at.In("seen").Node as RuleList)?.Items.OfType<RuleScalar>() ?? []) CheckFact(item.Text, new RuleView(item, at.Path + ".seen"));
        return new CrossCheckRule(
            NameOf(at), KnownConcern(at), at.Texts("seen"), before, after, at.Text("from") != "any-device", count, at.Number("adds") ?? 0, at.Why());
    }

    private CombinationRule CombinationOf(RuleView at)
    {
        var title = at.In("title").Node is null ? null : TypeOf(at, "title");
        return new CombinationRule(
            NameOf(at), [.. at.Each("all").Select(ConditionOf)], KnownConcern(at), at.Number("weight") ?? 1, at.Duration("hold") ?? TimeSpan.Zero,
            at.Duration("half-life") ?? TimeSpan.FromHours(1), at.Duration("again") ?? TimeSpan.FromHours(12), at.Severity("severity"), title, at.Why());
    }

    private ConditionRule ConditionOf(RuleView at)
    {
        string[] kinds = ["no", "seen", "count", "silent", "hours", "person", "rule", "unusual-hour"];
        var found = kinds.Where(kind => at.In(kind).Node is not null).ToArray();
        if (found.Length != 1)
        {
            Fault(at, at.Node!, $"A condition is exactly one of {string.Join(", ", kinds)}");
            return new ConditionRule(ConditionKind.Hours, null, default, 0, default, [], default);
        }
        var kind = (ConditionKind)(Array.IndexOf(kinds, found[0]) + 1);
        Needs(at, found[0], "for", kind == ConditionKind.No);
        Needs(at, found[0], "within", kind is ConditionKind.Seen or ConditionKind.Count or ConditionKind.Rule);
        Needs(at, found[0], "at-least", kind == ConditionKind.Count);
        var what = kind is ConditionKind.No or ConditionKind.Seen or ConditionKind.Count ? at.Text(found[0]) : null;
        if (what is not null) CheckFact(what, at.In(found[0]));
        if (kind == ConditionKind.UnusualHour && !at.Flag(found[0])) Fault(at.In(found[0]), at.Node!, "Only 'true' is a condition here");
        return new ConditionRule(
            kind, kind == ConditionKind.Rule ? at.Text("rule") : what, at.Duration("for") ?? at.Duration("within") ?? default, at.Whole("at-least") ?? 0,
            at.Hours("hours") ?? default, [.. at.Texts("person").Select(StateOf)],
            (DeviceKind)(Array.IndexOf(RuleShapes.Kinds, at.Text("silent")) + 1));
    }

    private void Needs(RuleView at, string kind, string key, bool needed)
    {
        if (needed == at.In(key).Node is not null) return;
        Fault(needed ? at : at.In(key), at.Node!, needed ? $"'{kind}' needs '{key}'" : $"'{key}' has no meaning beside '{kind}'");
    }

    private static PersonState StateOf(string word) => word switch { "asleep" => PersonState.Asleep, "away" => PersonState.Away, _ => PersonState.Up };

    private string NameOf(RuleView at)
    {
        var name = at.Text("name") ?? "";
        if (name.Length > 0 && !_names.TryAdd(name, at.Path)) Fault(at.In("name"), at.Node!, $"The name '{name}' is taken by {_names[name]}");
        return name;
    }

    private IncidentCategory KnownConcern(RuleView at)
    {
        if (at.Concern("concern") is not { } concern) return default;
        if (!_concerns.Contains(concern)) Fault(at.In("concern"), at.Node!, $"There is no concern '{at.Text("concern")}' in this file");
        return concern;
    }

    private string? TypeOf(RuleView at, string key)
    {
        if (at.Text(key) is not { Length: > 0 } type) return null;
        if (ReferenceEquals(EventTable.Find(type), EventTable.Unknown)) Fault(at.In(key), at.Node!, $"'{type}' is no event type of the device contract");
        return type;
    }

    private void CheckFact(string what, RuleView at)
    {
        var known = what == RiskFacts.Sign || RiskFacts.OfTelemetry.Contains(what) || !ReferenceEquals(EventTable.Find(what), EventTable.Unknown);
        if (!known && what.Length > 0) Fault(at, at.Node!, $"'{what}' is neither an event type nor motion, door, power or sign");
    }

    private static string Named(Senders senders) =>
        string.Join(", ", RuleShapes.Kinds.Where((_, i) => (senders & (Senders)(1 << i)) != 0));

    private void Fault(RuleView at, RuleNode orElse, string message)
    {
        var node = at.Node ?? orElse;
        faults.Add(new RulesFault(node.Line, node.Column, at.Path, message));
    }
}
