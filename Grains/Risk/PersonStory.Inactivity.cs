using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Risk;

/// <content>Hours without a sign of life: the ladder, the personal bound beneath it, and what suspends both.</content>
public sealed partial class PersonStory
{
    private const int Rungs = 3;
    private static readonly TimeSpan BeforeTheNight = TimeSpan.FromHours(5);

    /// <summary>From when the hours count: the last sign, or when somebody began to watch again.</summary>
    private long QuietSince => Math.Max(Memory.LastSign, Memory.ObservedSince);

    private bool CountsHours => Memory.LastSign > 0 && Context.Whereabouts == Whereabouts.AtHome && IsObserved;

    private void CheckInactivity()
    {
        if (!CountsHours) return;
        var known = Find(IncidentCategory.Inactivity);
        var rung = RungAt(Now);
        if (rung <= (known?.Rung ?? 0))
        {
            if (known is { Raised: null, AskAgainAt: > 0 } && Now >= known.AskAgainAt) AskAgain(known);
            return;
        }
        var concern = known ?? Begin(IncidentCategory.Inactivity, HubDevice, DeviceKind.Sensor);
        concern.Rung = rung;
        if (concern.Raised is not null) Raise(concern, Worse(OfRung(rung), concern.Raised.Value), $"inactivity-{QuietSince}-{rung}", [], mayLower: false);
        else if (Memory.Question?.About.Contains(IncidentCategory.Inactivity) != true) AskOrRaise(concern, OfRung(rung), $"inactivity-{QuietSince}-{rung}");
        MustBeKept = true;
    }

    /// <summary>
    /// True when nobody has answered the first question and there is time for another before the next rung: who sleeps long, is in the bath
    /// or out for a while is heard of meanwhile.
    /// </summary>
    private bool AsksAgain(ConcernMark concern)
    {
        if (concern is not { Category: IncidentCategory.Inactivity, Rung: < Rungs, AskAgainAt: 0 } || _rules.Inactivity.AskAgain == TimeSpan.Zero) return false;
        concern.AskAgainAt = Until(Now, _rules.Inactivity.AskAgain);
        MustBeKept = true;
        return true;
    }

    private void AskAgain(ConcernMark concern)
    {
        concern.AskAgainAt = -1;
        if (Memory.Question?.About.Contains(IncidentCategory.Inactivity) != true) AskOrRaise(concern, OfRung(concern.Rung), $"inactivity-{QuietSince}-again");
        MustBeKept = true;
    }

    /// <summary>What a device itself counted: it knows only what it sees.</summary>
    private void HearInactivity(DeviceSaid said, long at)
    {
        Watch(said.Device, said.Kind, at);
        var since = DateTimeOffset.TryParse(said.Text("since"), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeSeconds() : at;
        if (Memory.LastSign == 0) (Memory.LastSign, Memory.ObservedSince) = (since, since);
        if (Memory.LastSign > since)
        {
            Note(IncidentCategory.Inactivity, RiskOutcome.Relieved, 0, [RiskFacts.Sign]);
            return;
        }
        var hours = TimeSpan.FromSeconds(at - since);
        var asked = MutedUntil(Now, 1) > 0 ? 0 : hours >= Bound(3) ? 3 : hours >= Bound(2) ? 2 : 1;
        var concern = Find(IncidentCategory.Inactivity) ?? Begin(IncidentCategory.Inactivity, said.Device, said.Kind);
        if (asked <= concern.Rung) return;
        (concern.Rung, concern.Device, concern.Kind) = (asked, said.Device, said.Kind);
        if (concern.Raised is { } raised) Raise(concern, Worse(OfRung(asked), raised), said.SignalId, [], mayLower: false);
        else if (Memory.Question?.About.Contains(IncidentCategory.Inactivity) != true) AskOrRaise(concern, OfRung(asked), said.SignalId);
        MustBeKept = true;
    }

    private void EndInactivity(string fact, string by, DeviceKind kind)
    {
        if (Find(IncidentCategory.Inactivity) is not { Rung: > 0 } concern) return;
        if (concern.Raised is not null)
            Do(new ClearIncident(IncidentCategory.Inactivity, $"inactivity-end-{Now}", fact, by, kind, AtNow));
        else
            Note(IncidentCategory.Inactivity, RiskOutcome.Relieved, concern.Rung, [fact]);
        Memory.Concerns.Remove(concern);
        LeaveQuestion(IncidentCategory.Inactivity);
        MustBeKept = true;
    }

    private int RungAt(long at)
    {
        for (var rung = Rungs; rung > 0; rung--)
        {
            if (at - QuietSince >= (long)BoundAt(rung, at).TotalSeconds && MutedUntil(at, rung) == 0) return rung;
        }
        return 0;
    }

    private TimeSpan BoundAt(int rung, long at)
    {
        var bound = Bound(rung);
        // The rhythm only ever shortens.
        return rung == 1 && PersonalBound(at) is { } own && own < bound ? own : bound;
    }

    private TimeSpan Bound(int rung)
    {
        var (rules, own) = (_rules.Inactivity, Context.Thresholds);
        return rung switch
        {
            1 => Shorter(rules.Low, own?.InactivityLow),
            2 => Shorter(rules.Medium, own?.InactivityMedium),
            _ => Shorter(rules.High, own?.InactivityHigh),
        };
    }

    private TimeSpan? PersonalBound(long at)
    {
        var rhythm = _rules.Rhythm;
        if (Memory.Rhythm.Learnt < rhythm.After.TotalHours || Rhythm.UsualQuiet(Memory.Rhythm, LocalHour(at)) is not { } usual) return null;
        var bound = (usual * rhythm.Factor) + rhythm.Margin;
        return bound < rhythm.Least ? rhythm.Least : bound;
    }

    /// <summary>Until when nothing is inferred from hours without a sign; 0 = it is.</summary>
    private long MutedUntil(long at, int rung)
    {
        if (!CountsHours) return long.MaxValue;
        if (Memory.AwaySince > 0 && Until(Memory.AwaySince, _rules.Away.Longest) is var back && at < back) return back;
        if (rung == 1 && Memory.LastSignWasDoor && Until(Memory.LastSign, _rules.Away.GuessLongest) is var guessed && at < guessed) return guessed;
        return AsleepUntil(at);
    }

    private long AsleepUntil(long at)
    {
        var rules = _rules.Asleep;
        var longest = Until(QuietSince, rules.Longest);
        if (at >= longest) return 0;
        if (Memory.AsleepSince > 0 && Until(Memory.AsleepSince, rules.Longest) is var told && at < told) return Math.Min(longest, told);
        var night = NightOf(at);
        if (night.End == night.Start || Memory.AwakeSince >= night.Start) return 0;
        // Whoever was quiet long before the evening was not seen going to bed.
        if (QuietSince < night.Start - (long)BeforeTheNight.TotalSeconds) return 0;
        if (at < night.End + (long)rules.Grace.TotalSeconds) return Math.Min(longest, night.End + (long)rules.Grace.TotalSeconds);
        if (at >= night.End + (long)rules.LateAtMost.TotalSeconds || Memory.Rhythm.Learnt < _rules.Rhythm.After.TotalHours) return 0;
        var usual = Rhythm.UsualQuiet(Memory.Rhythm, LocalHour(at));
        return usual is { } quiet && at - QuietSince <= (quiet + _rules.Rhythm.Margin).TotalSeconds ? Math.Min(longest, NextHour(at)) : 0;
    }

    private long InactivityDue()
    {
        if (!CountsHours) return long.MaxValue;
        var known = Find(IncidentCategory.Inactivity);
        var reached = known?.Rung ?? 0;
        var due = known is { Raised: null, AskAgainAt: > 0 } ? known.AskAgainAt : long.MaxValue;
        for (var rung = reached + 1; rung <= Rungs; rung++) due = Math.Min(due, RungDue(rung));
        return due;
    }

    /// <summary>The first moment from now on at which a rung is reached and nothing suspends it.</summary>
    private long RungDue(int rung)
    {
        var at = Math.Max(Now + 1, QuietSince + (long)(rung == 1 ? Shorter(Bound(1), _rules.Rhythm.Least.TotalHours) : Bound(rung)).TotalSeconds);
        for (var steps = 0; steps < 64; steps++)
        {
            if (MutedUntil(at, rung) is > 0 and var until)
            {
                if (until == long.MaxValue) return until;
                at = until;
                continue;
            }
            var reached = QuietSince + (long)BoundAt(rung, at).TotalSeconds;
            if (reached <= at) return at;
            at = Math.Min(reached, NextHour(at));
        }
        return at;
    }

    private static Severity OfRung(int rung) => rung switch { 1 => Severity.Low, 2 => Severity.Medium, _ => Severity.High };

    private static TimeSpan Shorter(TimeSpan bound, double? hours) =>
        hours is { } own && own > 0 && TimeSpan.FromHours(own) < bound ? TimeSpan.FromHours(own) : bound;

    private static long Until(long since, TimeSpan span) => since + (long)span.TotalSeconds;
}
