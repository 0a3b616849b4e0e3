namespace SafetyHub.Grains.Risk.Rules;

/// <summary>The form of a rules file, version 1.</summary>
internal static class RuleShapes
{
    public static readonly string[] Concerns = ["fall", "distress", "inactivity", "check-in", "routine", "mood"];
    public static readonly string[] Severities = ["low", "medium", "high", "critical"];
    public static readonly string[] Kinds = ["robot", "speaker", "camera", "sensor"];

    private static readonly ChoiceShape Concern = new(Concerns);
    private static readonly ChoiceShape Severity = new(Severities);
    private static readonly TextShape Type = new(64);
    private static readonly NumberShape Weight = new(0.1, 1000);
    private static readonly DurationShape Hold = new("0s", "30d");
    private static readonly DurationShape HalfLife = new("1m", "90d");

    private static readonly MapShape Words = new(
        new("ko", new TextShape(200), "Korean."),
        new("en", new TextShape(200), "English."));

    private static readonly RuleKey Why = new("why", Words, "Why it counts, in words that a caseworker understands.");
    private static readonly RuleKey Changes = new("changes", Words, "What would change the decision.", "");

    private static readonly MapShape ConcernShape = new(
        new("about", Concern, "What is suspected; each stands once."),
        new("ask-at", new NumberShape(1, 1000), "From this weight on the person is asked."),
        new("people-at", new NumberShape(1, 1000), "From this weight on humans are told without a question."),
        new("severity", Severity, "Severity with which humans are told by weight."),
        new("after-silence", Severity, "Severity after a question that nobody answered."),
        new("after-ok", Severity, "Severity to which an incident falls when the person says that all is well.", "low"),
        new("fades-below", new NumberShape(0, 1000), "Beneath this weight an incident falls to low: what spoke for it has faded.", "10"),
        new("ok-relieves", new NumberShape(0, 1000), "What an ok weighs against further suspicion; it fades with a half-life of 2 hours.", "20"),
        new("title", Type, "Event type whose name the incident carries."),
        new("ask", new MapShape(
            new("attempts", new NumberShape(1, 3, Whole: true), "How often at most.", "3"),
            new("wait", new DurationShape("10s", "10m"), "How long each attempt waits for an answer."),
            new("question", Words, "What the doll or speaker asks.")), "The question."));

    private static readonly MapShape SignalShape = new(
        new("name", new NameShape(), "Its name; unique in the file."),
        new("on", Type, "Event type of the device contract."),
        new("from", new ListShape(new ChoiceShape(Kinds), 1, 4), "Only from these kinds of device.", ""),
        new("confidence", new MapShape(
            new("at-least", new NumberShape(0, 1), "From this confidence on.", "0"),
            new("below", new NumberShape(0, 1), "Beneath this confidence.", "")), "Only with such a confidence; an event without one counts as 0.7.", ""),
        new("where", new MapShape(
            new("field", new TextShape(64), "A field of the event's data."),
            new("is", new TextShape(64), "Its value.")), "Only with this data.", ""),
        new("hours", new HoursShape(), "Only at these hours.", ""),
        new("concern", Concern, "What it speaks for."),
        new("weight", Weight, "What it weighs."),
        new("by-confidence", new FlagShape(), "Whether the weight is multiplied by the confidence.", "false"),
        new("hold", Hold, "How long it weighs in full.", "0s"),
        new("half-life", HalfLife, "After the hold it loses half its weight in this time."),
        new("severity", Severity, "Severity when it goes to humans by weight, instead of the concern's.", ""),
        Why,
        Changes);

    private static readonly MapShape CrossCheckShape = new(
        new("name", new NameShape(), "Its name; unique in the file."),
        new("concern", Concern, "Which suspicion it confirms or relieves."),
        new("seen", new ListShape(Type, 1, 12), "Event types, or `motion`, `door`, `power` of telemetry, or `sign` for any sign of life."),
        new("before", new DurationShape("10s", "24h"), "Looks back so far from the signal; either this or `after`.", ""),
        new("after", new DurationShape("10s", "24h"), "Looks so far ahead; either this or `before`.", ""),
        new("from", new ChoiceShape("another-device", "any-device"), "Whose word counts.", "another-device"),
        new("at-least", new NumberShape(1, 20, Whole: true), "How often it must be seen; only with `after`.", "1"),
        new("adds", new NumberShape(-1000, 1000), "What it adds; negative relieves."),
        Why,
        Changes);

    private static readonly MapShape ConditionShape = new(
        new("no", Type, "None of it for at least `for`, at a home that is observed.", ""),
        new("for", new DurationShape("1m", "7d"), "With `no`.", ""),
        new("seen", Type, "Some of it within `within`.", ""),
        new("count", Type, "At least `at-least` of it within `within`.", ""),
        new("within", new DurationShape("10s", "7d"), "With `seen`, `count` or `rule`.", ""),
        new("at-least", new NumberShape(2, 20, Whole: true), "With `count`.", ""),
        new("silent", new ChoiceShape(Kinds), "A device of this kind is silent.", ""),
        new("hours", new HoursShape(), "The time of day.", ""),
        new("person", new ListShape(new ChoiceShape("up", "asleep", "away"), 1, 3), "The person is in one of these states.", ""),
        new("rule", new NameShape(), "Another combination came true within `within`.", ""),
        new("unusual-hour", new FlagShape(), "`true`: at this hour it is usually quiet at this home, as far as its rhythm is known.", ""));

    private static readonly MapShape CombinationShape = new(
        new("name", new NameShape(), "Its name; unique in the file."),
        new("all", new ListShape(ConditionShape, 1, 8), "Conditions that must all be met."),
        new("concern", Concern, "What it speaks for."),
        new("weight", Weight, "What it weighs."),
        new("hold", Hold, "How long it weighs in full.", "0s"),
        new("half-life", HalfLife, "After the hold it loses half its weight in this time."),
        new("again", new DurationShape("1m", "30d"), "Counts once in this time.", "12h"),
        new("severity", Severity, "Severity when it goes to humans by weight, instead of the concern's.", ""),
        new("title", Type, "Event type whose name the incident carries, instead of the concern's.", ""),
        Why,
        Changes);

    /// <summary>The whole file.</summary>
    public static readonly MapShape File = new(
        new("version", new NumberShape(1, 1, Whole: true), "Form of the file: 1."),
        new("name", new TextShape(100), "Name of these rules, shown to administrators."),
        new("time-zone", new TextShape(64), "Time zone of all hours in the file.", "Asia/Seoul"),
        new("quiet-hours", new HoursShape(), "Night, for persons who have no quiet hours of their own.", "22:00-07:00"),
        new("questions", new MapShape(
            new("most-per-day", new NumberShape(1, 48, Whole: true), "Questions a person is asked in 24 hours at most; beyond, humans are told.", "12"),
            new("night-factor", new NumberShape(1, 10), "At night `ask-at` is multiplied by this.", "1.5")), "How people are asked.", "the defaults"),
        new("concerns", new ListShape(ConcernShape, 1, 6), "The suspicions."),
        new("signals", new ListShape(SignalShape, 1, 200), "What an event is worth."),
        new("cross-checks", new ListShape(CrossCheckShape, 0, 100), "What another device confirms or relieves.", "none"),
        new("combinations", new ListShape(CombinationShape, 0, 50), "Conditions that together are worth something.", "none"),
        new("inactivity", new MapShape(
            new("low", new DurationShape("1h", "8h"), "Without a sign for so long: low. An upper bound.", "8h"),
            new("medium", new DurationShape("2h", "12h"), "Medium.", "12h"),
            new("high", new DurationShape("4h", "24h"), "High.", "24h"),
            new("ask-again", new DurationShape("0s", "2h"), "Who does not answer the first question is asked once more after so long, before people are told; 0s: people are told at once.", "0s")), "The ladder; each rung can only be lower than in the field's rules.", "the defaults"),
        new("rhythm", new MapShape(
            new("after", new DurationShape("2d", "60d"), "The personal bound holds after so much was learnt.", "7d"),
            new("factor", new NumberShape(1, 5), "Bound = usual quiet time x factor + margin.", "1.5"),
            new("margin", new DurationShape("0s", "6h"), "See factor.", "1h"),
            new("least", new DurationShape("1h", "8h"), "The bound is never shorter.", "3h"),
            new("forget", new NumberShape(0.001, 0.5), "Share of the way down that the usual quiet time goes each day that was livelier.", "0.03")),
            "The personal bound beneath the ladder.", "the defaults"),
        new("asleep", new MapShape(
            new("longest", new DurationShape("6h", "12h"), "Sleep suspends inactivity for at most so long after the last sign.", "12h"),
            new("grace", new DurationShape("0s", "3h"), "After the quiet hours sleep is still assumed for so long.", "1h"),
            new("late-at-most", new DurationShape("0s", "6h"), "Who usually sleeps longer may, for so long after the quiet hours.", "3h")),
            "Sleep.", "the defaults"),
        new("away", new MapShape(
            new("longest", new DurationShape("2h", "3d"), "An outing that a device reported suspends inactivity for so long; then somebody looks.", "16h"),
            new("guess-after-door", new DurationShape("5m", "2h"), "Nothing for so long after a door: the person probably went out.", "20m"),
            new("guess-longest", new DurationShape("1h", "12h"), "A guessed outing suspends the personal bound and the first rung for so long.", "8h"),
            new("severity", Severity, "Severity when somebody does not come back.", "medium")), "Outings.", "the defaults"),
        new("decline", new MapShape(
            new("after", new DurationShape("7d", "90d"), "Slow decline is looked for after so much was learnt.", "14d"),
            new("below", new NumberShape(0.1, 0.95), "Recent share of active time beneath this part of the usual.", "0.6"),
            new("days", new NumberShape(1, 30, Whole: true), "On so many days in a row.", "3"),
            new("severity", Severity, "Severity then.", "low")), "Slow decline over days.", "the defaults"));
}
