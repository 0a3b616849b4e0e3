using SafetyHub.Devices;

namespace SafetyHub.Grains.Risk;

/// <content>Conditions that together are worth something.</content>
public sealed partial class PersonStory
{
    private void CheckCombinations()
    {
        if (Context.Whereabouts != Whereabouts.AtHome) return;
        foreach (var combination in _rules.Combinations)
        {
            if (Rests(combination) || !Holds(combination)) continue;
            Memory.Fired[combination.Name] = Now;
            ForgetUnknown();
            var concern = Find(combination.Concern) ?? Begin(combination.Concern, HubDevice, DeviceKind.Sensor);
            if (combination.Title is { } title && concern.Raised is null) concern.Title = title;
            Add(concern, new EvidenceMark
            {
                Rule = combination.Name, At = Now, Weight = combination.Weight, By = HubDevice,
                Hold = (long)combination.Hold.TotalSeconds, HalfLife = (long)combination.HalfLife.TotalSeconds,
            });
            Judge(concern, $"{combination.Name}-{Now}", combination.Severity);
        }
    }

    private bool Rests(CombinationRule combination) =>
        Memory.Fired.TryGetValue(combination.Name, out var last) && Now < Until(last, combination.Again);

    private bool Holds(CombinationRule combination)
    {
        foreach (var condition in combination.All)
        {
            if (!Holds(condition)) return false;
        }
        return true;
    }

    private bool Holds(ConditionRule condition) => condition.Kind switch
    {
        ConditionKind.No => IsObserved && LastOf(condition.What!) is > 0 and var last && Now - Math.Max(last, Memory.ObservedSince) >= condition.Span.TotalSeconds,
        ConditionKind.Seen => LastOf(condition.What!) is > 0 and var last && Now - last <= condition.Span.TotalSeconds,
        ConditionKind.Count => CountOf(condition) >= condition.Count,
        ConditionKind.Silent => IsSilent(condition.Device),
        ConditionKind.Hours => condition.Hours.Contains(LocalTime(Now)),
        ConditionKind.Person => condition.States.Contains(StateNow()),
        ConditionKind.Rule => Memory.Fired.TryGetValue(condition.What!, out var fired) && Now - fired <= condition.Span.TotalSeconds,
        ConditionKind.UnusualHour => IsUnusualHour(),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.Kind, "Unknown condition"),
    };

    private long LastOf(string what) => Memory.Facts.TryGetValue(what, out var fact) ? fact.At : 0;

    private int CountOf(ConditionRule condition)
    {
        var count = 0;
        foreach (var mark in Memory.Marks)
        {
            if (mark.What == condition.What && Now - mark.At <= condition.Span.TotalSeconds) count++;
        }
        return count;
    }

    private bool IsUnusualHour() =>
        Memory.Rhythm.Learnt >= _rules.Rhythm.After.TotalHours && Rhythm.UsualQuiet(Memory.Rhythm, LocalHour(Now)) is { TotalHours: >= 2 };

    private long CombinationsDue()
    {
        if (Context.Whereabouts != Whereabouts.AtHome) return long.MaxValue;
        var due = long.MaxValue;
        foreach (var combination in _rules.Combinations)
        {
            var at = Now + 1;
            foreach (var condition in combination.All)
            {
                if (at == long.MaxValue) break;
                at = EarliestOf(condition) is var earliest && earliest == long.MaxValue ? earliest : Math.Max(at, earliest);
            }
            if (at == long.MaxValue) continue;
            if (Rests(combination)) at = Math.Max(at, Until(Memory.Fired[combination.Name], combination.Again));
            due = Math.Min(due, at);
        }
        return due;
    }

    /// <summary>The earliest moment at which time alone can make a condition hold; what needs an observation gives none.</summary>
    private long EarliestOf(ConditionRule condition)
    {
        if (Holds(condition)) return Now;
        return condition.Kind switch
        {
            ConditionKind.No when IsObserved && LastOf(condition.What!) is > 0 and var last => Until(Math.Max(last, Memory.ObservedSince), condition.Span),
            ConditionKind.Hours => Now + ((Seconds(condition.Hours.From) - (Local(Now) % Day) + Day) % Day),
            // Whether somebody sleeps or is out can change with the hour, and some time after a door.
            ConditionKind.Person when GuessedAwayAt > Now => Math.Min(GuessedAwayAt, NextHour(Now)),
            ConditionKind.Person or ConditionKind.UnusualHour => NextHour(Now),
            _ => long.MaxValue,
        };
    }

    /// <summary>Names of rules that a new file no longer has are not carried along for ever.</summary>
    private void ForgetUnknown()
    {
        if (Memory.Fired.Count <= _rules.Combinations.Length) return;
        foreach (var name in Memory.Fired.Keys.Where(name => !_rules.Combinations.Any(combination => combination.Name == name)).ToArray()) Memory.Fired.Remove(name);
    }
}
