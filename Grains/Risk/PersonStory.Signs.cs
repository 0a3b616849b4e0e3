using SafetyHub.Devices;
using SafetyHub.Grains.Signals;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Risk;

/// <content>Signs of life, who gives them, and whether anybody still watches.</content>
public sealed partial class PersonStory
{
    private static readonly TimeSpan LongQuiet = TimeSpan.FromMinutes(90);
    private static readonly TimeSpan MovesAgain = TimeSpan.FromMinutes(30);

    private bool IsObserved
    {
        get
        {
            foreach (var watcher in Memory.Watchers.Values)
            {
                if (watcher.SilentSince == 0) return true;
            }
            return false;
        }
    }

    private void Sign(string fact, string by, DeviceKind kind, long at, int count)
    {
        Watch(by, kind, at);
        Rhythm.See(Memory.Rhythm, at);
        var before = (Memory.AsleepSince, Memory.AwaySince, Memory.LastSignWasDoor);
        Settle(fact, at);
        CrossCheck(fact, by, at, count);
        var lone = IsLoneMotion(fact, at);
        Remember(fact, by, at);
        if (!lone && at >= Memory.LastSign) (Memory.LastSign, Memory.LastSignWasDoor) = (at, fact == RiskFacts.Door);
        // What a sleep or an outing suspended may now be due sooner.
        if (before != (Memory.AsleepSince, Memory.AwaySince, Memory.LastSignWasDoor)) _due = long.MinValue;
        if (lone) return;
        EndInactivity(fact, by, kind);
        Remember(RiskFacts.Sign, by, at);
    }

    /// <summary>
    /// After hours of silence one movement alone shows nobody up and about: the sun, a pet, a curtain or a hand of somebody who lies on the floor does it.
    /// A second one soon after does.
    /// </summary>
    private bool IsLoneMotion(string fact, long at) =>
        fact == RiskFacts.Motion && Memory.LastSign > 0 && at > Until(Memory.LastSign, LongQuiet)
        && !(Memory.Facts.TryGetValue(RiskFacts.Motion, out var before) && before.At > Memory.LastSign && at <= Until(before.At, MovesAgain));

    /// <summary>What a sign says about being asleep or away.</summary>
    private void Settle(string fact, long at)
    {
        if (fact is "outing.start" or "sleep.start") return;
        // Leaving shuts a door behind it.
        if (Memory.AwaySince > 0 && at > Memory.AwaySince + 120 && (fact != RiskFacts.Door || fact == "outing.end")) (Memory.AwaySince, Memory.NotBackTold) = (0, false);
        if (fact == "outing.end") (Memory.AwaySince, Memory.NotBackTold) = (0, false);
        // A walk at night ends no sleep; a hand on the doll, or a walk by day, does.
        if (Memory.AsleepSince > 0 && at > Memory.AsleepSince + 120 && (!RiskFacts.OfTelemetry.Contains(fact) || !IsQuietHour(at))) Memory.AsleepSince = 0;
    }

    private void Remember(string fact, string by, long at)
    {
        if (_rules.Triggers.Contains(fact)) _due = long.MinValue;
        if (_rules.Counted.Contains(fact)) Count(fact, at);
        if (fact != RiskFacts.Sign && !_rules.Facts.Contains(fact)) return;
        var facts = Memory.Facts;
        if (!facts.TryGetValue(fact, out var mark))
        {
            if (facts.Count >= PersonMemory.MostFacts) facts.Remove(facts.MinBy(known => known.Value.At).Key);
            facts[fact] = mark = new FactMark();
        }
        if (mark.By.Length > 0 && mark.By != by) mark.OtherAt = mark.At;
        if (at >= mark.At) (mark.At, mark.By) = (at, by);
    }

    private void Count(string fact, long at)
    {
        if (Memory.Marks.Count >= PersonMemory.MostMarks) Memory.Marks.RemoveAt(0);
        Memory.Marks.Add(new CountMark { What = fact, At = at });
        MustBeKept = true;
    }

    private void Watch(string device, DeviceKind kind, long at)
    {
        if (device == HubDevice) return;
        var wasObserved = IsObserved;
        var watchers = Memory.Watchers;
        if (!watchers.TryGetValue(device, out var watcher))
        {
            if (watchers.Count >= PersonMemory.MostWatchers) watchers.Remove(watchers.MinBy(known => known.Value.At).Key);
            watchers[device] = watcher = new WatcherMark { Kind = kind };
        }
        (watcher.At, watcher.SilentSince) = (Math.Max(at, watcher.At), 0);
        if (wasObserved) return;
        Memory.ObservedSince = Now;
        _due = long.MinValue;
    }

    /// <summary>That a device is silent says nothing about the person; only that it does not watch.</summary>
    private void HearSilence(DeviceSaid said, EventRule rule)
    {
        if (Memory.Watchers.TryGetValue(said.Device, out var watcher))
        {
            var wasObserved = IsObserved;
            watcher.SilentSince = said.Type == EventTable.DeviceSilent ? Now : 0;
            if (!wasObserved && IsObserved) Memory.ObservedSince = Now;
            MustBeKept = true;
        }
        ByTable(rule, said);
    }

    private bool IsSilent(DeviceKind kind)
    {
        foreach (var watcher in Memory.Watchers.Values)
        {
            if (watcher.Kind == kind && watcher.SilentSince > 0) return true;
        }
        return false;
    }

    private PersonState StateNow()
    {
        if (Context.Whereabouts != Whereabouts.AtHome || IsAway(Now)) return PersonState.Away;
        return IsAsleep(Now) ? PersonState.Asleep : PersonState.Up;
    }

    private bool IsAway(long at) => Memory.AwaySince > 0 || at >= GuessedAwayAt;

    /// <summary>When somebody counts as out because nothing came after a door.</summary>
    private long GuessedAwayAt => Memory.LastSignWasDoor ? Until(Memory.LastSign, _rules.Away.GuessAfterDoor) : long.MaxValue;

    private bool IsAsleep(long at) =>
        (Memory.AsleepSince > 0 && at < Memory.AsleepSince + (long)_rules.Asleep.Longest.TotalSeconds)
        || (IsQuietHour(at) && Memory.AwakeSince < NightOf(at).Start);

    private bool IsNight => IsQuietHour(Now) || IsAsleep(Now);

    /// <summary>Somebody who said to go out is expected back.</summary>
    private void CheckAway()
    {
        if (Memory.AwaySince == 0 || Memory.NotBackTold || Context.Whereabouts != Whereabouts.AtHome) return;
        if (Now < Memory.AwaySince + (long)_rules.Away.Longest.TotalSeconds) return;
        Memory.NotBackTold = true;
        var hours = Hours(Now - Memory.AwaySince);
        Do(new RaiseIncident(
            IncidentCategory.CheckIn, _rules.Away.Severity, EventTable.NotBack, $"not-back-{Memory.AwaySince}", HubDevice, DeviceKind.Sensor, AtNow, false,
            [Reason(RiskReasons.NotBack, hours, TimeText(Memory.AwaySince))], [Reason(RiskReasons.ChangeSign)]));
    }
}
