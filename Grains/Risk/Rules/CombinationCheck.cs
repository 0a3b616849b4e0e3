using System.Collections.Immutable;

namespace SafetyHub.Grains.Risk.Rules;

/// <summary>Finds combinations that can never come true, and those that wait for each other.</summary>
internal sealed class CombinationCheck(List<RulesFault> faults)
{
    private static readonly int MinutesOfDay = (int)TimeSpan.FromDays(1).TotalMinutes;

    public void Check(List<RuleView> views, ImmutableArray<CombinationRule> combinations)
    {
        var byName = new Dictionary<string, CombinationRule>(StringComparer.Ordinal);
        foreach (var combination in combinations) byName.TryAdd(combination.Name, combination);
        for (var i = 0; i < combinations.Length; i++)
        {
            foreach (var unknown in References(combinations[i]).Where(name => !byName.ContainsKey(name)))
                Fault(views[i], $"There is no combination '{unknown}'");
            if (Circle(combinations[i], byName) is { } circle) Fault(views[i], $"These combinations wait for each other: {circle}");
            foreach (var contradiction in Contradictions(combinations[i].All)) Fault(views[i], "This can never come true: " + contradiction);
        }
    }

    private static IEnumerable<string> References(CombinationRule combination) =>
        combination.All.Where(condition => condition.Kind == ConditionKind.Rule && condition.What is not null).Select(condition => condition.What!);

    private static string? Circle(CombinationRule start, Dictionary<string, CombinationRule> byName)
    {
        var path = new Stack<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);

        bool LeadsBack(CombinationRule at)
        {
            path.Push(at.Name);
            foreach (var next in References(at))
            {
                if (next == start.Name) return true;
                if (seen.Add(next) && byName.TryGetValue(next, out var rule) && LeadsBack(rule)) return true;
            }
            path.Pop();
            return false;
        }

        return LeadsBack(start) ? string.Join(" -> ", path.Reverse().Append(start.Name)) : null;
    }

    private static IEnumerable<string> Contradictions(ImmutableArray<ConditionRule> all)
    {
        foreach (var no in all.Where(condition => condition.Kind == ConditionKind.No))
        {
            foreach (var seen in all.Where(other => other.Kind is ConditionKind.Seen or ConditionKind.Count && Implies(other.What, no.What) && other.Span <= no.Span))
                yield return $"no {no.What} for so long, and {seen.What} within less";
        }
        foreach (var count in all.Where(condition => condition.Kind == ConditionKind.Count && condition.Count > PersonMemory.MostMarks))
            yield return $"{count.Count} times {count.What}; only {PersonMemory.MostMarks} are remembered";
        var hours = all.Where(condition => condition.Kind == ConditionKind.Hours).Select(condition => condition.Hours).ToList();
        if (hours.Count > 1 && !Enumerable.Range(0, MinutesOfDay).Any(minute => hours.TrueForAll(part => part.Contains(TimeOnly.MinValue.AddMinutes(minute)))))
            yield return "the hours have no minute in common";
        var states = all.Where(condition => condition.Kind == ConditionKind.Person).Select(condition => condition.States).ToList();
        if (states.Count > 1 && !states[0].Any(state => states.TrueForAll(set => set.Contains(state)))) yield return "nobody is in all these states at once";
    }

    // Every observation that shows life is also a sign.
    private static bool Implies(string? seen, string? no) => seen == no || (no == RiskFacts.Sign && RiskFacts.OfTelemetry.Contains(seen));

    private void Fault(RuleView at, string message) => faults.Add(new RulesFault(at.Node!.Line, at.Node.Column, at.Path, message));
}
