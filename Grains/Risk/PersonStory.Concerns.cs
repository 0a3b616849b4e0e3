using SafetyHub.Devices;
using SafetyHub.Grains.Signals;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Risk;

/// <content>Suspicions: what speaks for them, what against, and what follows.</content>
public sealed partial class PersonStory
{
    private const int MostReasons = 6;
    private const int MostChanges = 4;
    private static readonly TimeSpan OkHalfLife = TimeSpan.FromHours(2);
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromHours(2);

    private double Sensitivity => Context.Thresholds is { Sensitivity: > 0 } own ? Math.Clamp(own.Sensitivity, 0.5, 2) : 1;

    private ConcernMark? Find(IncidentCategory category)
    {
        foreach (var concern in Memory.Concerns)
        {
            if (concern.Category == category) return concern;
        }
        return null;
    }

    private ConcernMark Begin(IncidentCategory category, string device, DeviceKind kind)
    {
        var concern = new ConcernMark { Category = category, Device = device, Kind = kind, Title = _rules.Concern(category)?.Title ?? "unknown" };
        Memory.Concerns.Add(concern);
        MustBeKept = true;
        return concern;
    }

    /// <summary>Weighs an event by every rule that fits; false when none does, so that the event table decides.</summary>
    private bool Weigh(DeviceSaid said, long at)
    {
        var rules = _rules.OfType(said.Type);
        if (rules.IsEmpty) return false;
        if (!Learn(said.SignalId)) return true;
        var fitted = false;
        Dictionary<ConcernMark, Severity?>? touched = null;
        foreach (var rule in rules)
        {
            if (!Fits(rule, said, at)) continue;
            fitted = true;
            // A meal at a friend's table is missed at home: of somebody who is out it says nothing.
            if (rule.Concern == IncidentCategory.Routine && StateNow() == PersonState.Away) continue;
            var concern = Suspect(rule, said, at);
            (touched ??= [])[concern] = Worst(touched.GetValueOrDefault(concern), rule.Severity);
        }
        // Only when everything is weighed: an event that two rules know is judged once.
        foreach (var (concern, severity) in touched ?? []) Judge(concern, said.SignalId, severity);
        // Devices tell what they like; what no rule fits is only remembered, as the rules want it.
        Remember(said.Type, said.Device, at);
        return fitted || EventTable.Find(said.Type).Category is null;
    }

    private ConcernMark Suspect(SignalRule rule, DeviceSaid said, long at)
    {
        var concern = Find(rule.Concern) ?? Begin(rule.Concern, said.Device, said.Kind);
        if (concern.Raised is null) (concern.Device, concern.Kind, concern.Title) = (said.Device, said.Kind, said.Type);
        var evidence = new EvidenceMark
        {
            Rule = rule.Name, At = at, Weight = rule.Weight * (rule.ByConfidence ? said.Confidence ?? UnsaidConfidence : 1), By = said.Device,
            Hold = (long)rule.Hold.TotalSeconds, HalfLife = (long)rule.HalfLife.TotalSeconds,
        };
        Add(concern, evidence);
        LookBack(concern, evidence, at);
        return concern;
    }

    private static Severity? Worst(Severity? left, Severity? right) => right is null || left > right ? left : right;

    private static bool Matches(Senders from, DeviceKind kind) => (from & (Senders)(1 << ((int)kind - 1))) != 0;

    private bool Fits(SignalRule rule, DeviceSaid said, long at) =>
        Matches(rule.From, said.Kind)
        && (rule.LeastConfidence is not { } least || (said.Confidence ?? UnsaidConfidence) >= least)
        && (rule.BelowConfidence is not { } below || (said.Confidence ?? UnsaidConfidence) < below)
        && (rule.Field is null || said.Text(rule.Field) == rule.Value)
        && (rule.Hours is not { } hours || hours.Contains(LocalTime(at)));

    private void Add(ConcernMark concern, EvidenceMark evidence)
    {
        if (concern.Evidence.Count >= ConcernMark.MostEvidence) concern.Evidence.RemoveAt(0);
        concern.Evidence.Add(evidence);
        MustBeKept = true;
    }

    /// <summary>What was seen shortly before speaks for the suspicion or against it.</summary>
    private void LookBack(ConcernMark concern, EvidenceMark suspicion, long at)
    {
        foreach (var check in _rules.CrossChecks)
        {
            if (check.Concern != concern.Category || check.Before is not { } before || Counted(concern, check.Name, at - (long)before.TotalSeconds)) continue;
            foreach (var what in check.Seen)
            {
                if (!Memory.Facts.TryGetValue(what, out var fact)) continue;
                var seen = check.FromAnother && fact.By == suspicion.By ? fact.OtherAt : fact.At;
                if (seen == 0 || seen > at || seen < at - (long)before.TotalSeconds) continue;
                Add(concern, Checked(check, at, fact.By, suspicion));
                break;
            }
        }
    }

    /// <summary>What is seen now speaks for what is suspected since shortly before, or against it.</summary>
    private void CrossCheck(string fact, string by, long at, int count)
    {
        for (var i = Memory.Concerns.Count - 1; i >= 0; i--)
        {
            var concern = Memory.Concerns[i];
            if (concern.Evidence.Count == 0 || concern.Category == IncidentCategory.Inactivity) continue;
            foreach (var check in _rules.CrossChecks)
            {
                if (check.Concern == concern.Category && check.After is { } after && (check.Seen.Contains(fact) || check.Seen.Contains(RiskFacts.Sign)))
                    Meet(concern, check, new Meeting(by, at, count, (long)after.TotalSeconds));
            }
        }
    }

    private readonly record struct Meeting(string By, long At, int Count, long Within);

    private void Meet(ConcernMark concern, CrossCheckRule check, Meeting meeting)
    {
        var start = LastSuspicion(concern);
        if (start is null || meeting.At <= start.At || meeting.At > start.At + meeting.Within) return;
        if (check.FromAnother && start.By == meeting.By) return;
        var mark = concern.Evidence.Find(known => known.Rule == check.Name && known.At >= start.At);
        if (mark is null)
        {
            mark = Checked(check, meeting.At, meeting.By, start);
            // It weighs nothing before it was seen often enough.
            (mark.Weight, mark.Count) = (0, 0);
            Add(concern, mark);
        }
        if (mark.Count >= check.AtLeast) return;
        mark.Count += meeting.Count;
        if (mark.Count < check.AtLeast) return;
        (mark.Weight, mark.Count) = (check.Adds, check.AtLeast);
        MustBeKept = true;
        Judge(concern, $"{concern.Category}-{meeting.At}-{check.Name}", null);
    }

    private static EvidenceMark? LastSuspicion(ConcernMark concern)
    {
        for (var i = concern.Evidence.Count - 1; i >= 0; i--)
        {
            if (concern.Evidence[i] is { Weight: > 0, Count: 0 } found) return found;
        }
        return null;
    }

    private static bool Counted(ConcernMark concern, string rule, long since) => concern.Evidence.Exists(known => known.Rule == rule && known.At >= since);

    /// <summary>A cross-check lasts as long as what it confirms or relieves.</summary>
    private static EvidenceMark Checked(CrossCheckRule check, long at, string by, EvidenceMark suspicion) => new()
    {
        Rule = check.Name, At = at, Weight = check.Adds, By = by, Count = check.AtLeast, Hold = suspicion.Hold, HalfLife = suspicion.HalfLife,
    };

    private double Score(ConcernMark concern) => ScoreAt(concern, Now);

    private double ScoreAt(ConcernMark concern, long at)
    {
        var sum = 0.0;
        foreach (var evidence in concern.Evidence) sum += WeightAt(evidence, at);
        return sum * Sensitivity;
    }

    private static double WeightAt(EvidenceMark evidence, long at)
    {
        var age = at - evidence.At - evidence.Hold;
        return age <= 0 ? evidence.Weight : evidence.Weight * Math.Pow(0.5, age / (double)Math.Max(60, evidence.HalfLife));
    }

    /// <summary>Humans, a question, or nothing yet.</summary>
    private void Judge(ConcernMark concern, string signalId, Severity? severity)
    {
        if (_rules.Concern(concern.Category) is not { } rule) return;
        var score = Score(concern);
        if (concern.Raised is not null)
        {
            if (ScoreSince(concern, concern.RaisedAt) < rule.AskAt)
            {
                Ease(concern, rule, score, signalId);
                return;
            }
            // Humans have what came before and may have closed it: what came since is a matter of its own.
            concern.Evidence.RemoveAll(evidence => evidence.At <= concern.RaisedAt);
            concern.Raised = null;
            score = Score(concern);
        }
        if (score >= rule.PeopleAt) Raise(concern, severity ?? rule.Severity, signalId, [], mayLower: false);
        else if (score >= rule.AskAt * (IsNight ? _rules.Questions.NightFactor : 1))
        {
            if (Memory.Question?.About.Contains(concern.Category) != true) AskOrRaise(concern, rule.AfterSilence, signalId);
        }
        else if (score < rule.FadesBelow || score < rule.AskAt) Relieve(concern, rule, score);
        else Note(concern.Category, RiskOutcome.WaitedAtNight, score, RulesOf(concern));
    }

    private double ScoreSince(ConcernMark concern, long since)
    {
        var sum = 0.0;
        foreach (var evidence in concern.Evidence)
        {
            if (evidence.At > since) sum += WeightAt(evidence, Now);
        }
        return sum * Sensitivity;
    }

    private void Ease(ConcernMark concern, ConcernRule rule, double score, string signalId)
    {
        var relieved = concern.Evidence.Exists(evidence => evidence.Weight < 0 && evidence.At >= concern.RaisedAt);
        if (relieved && score < rule.FadesBelow) Lower(concern, rule.AfterOk, signalId, []);
    }

    /// <summary>The incident stays open with less to hurry for; what is suspected next is a matter of its own.</summary>
    private void Lower(ConcernMark concern, Severity severity, string signalId, IReadOnlyList<IncidentReason> first)
    {
        if (concern.Raised > severity) Raise(concern, severity, signalId, first, mayLower: true);
        concern.Raised = null;
    }

    /// <summary>Too little is left of it: an open question about it is dropped.</summary>
    private void Relieve(ConcernMark concern, ConcernRule rule, double score)
    {
        if (Memory.Question?.About.Contains(concern.Category) != true || score >= rule.FadesBelow) return;
        Note(concern.Category, RiskOutcome.Relieved, score, RulesOf(concern));
        LeaveQuestion(concern.Category);
    }

    private void Raise(ConcernMark concern, Severity severity, string signalId, IReadOnlyList<IncidentReason> first, bool mayLower)
    {
        List<IncidentReason> reasons = [.. first, .. ReasonsOf(concern)];
        if (concern.Raised is null) concern.RaisedAt = Now;
        concern.Raised = severity;
        LeaveQuestion(concern.Category);
        Do(new RaiseIncident(
            concern.Category, severity, concern.Title, signalId, concern.Device, concern.Kind, AtNow, mayLower,
            [.. reasons.Take(MostReasons)], [.. ChangesOf(concern).Take(MostChanges)]));
    }

    private IEnumerable<IncidentReason> ReasonsOf(ConcernMark concern)
    {
        if (concern.Category == IncidentCategory.Inactivity && Memory.LastSign > 0)
        {
            yield return Reason(RiskReasons.NoSign, Hours(Now - QuietSince), TimeText(QuietSince));
            if (PersonalBound(Now) is { } own && own < Bound(1)) yield return Reason(RiskReasons.Unusual, Hours((long)own.TotalSeconds));
        }
        for (var i = concern.Evidence.Count - 1; i >= 0; i--)
        {
            var evidence = concern.Evidence[i];
            if (Math.Abs(WeightAt(evidence, Now)) < 1 || _rules.TextOf(evidence.Rule) is not { } text) continue;
            yield return new IncidentReason(RiskReasons.Rule, [text.Why.Ko, text.Why.En], DateTimeOffset.FromUnixTimeSeconds(evidence.At));
        }
    }

    private IEnumerable<IncidentReason> ChangesOf(ConcernMark concern)
    {
        yield return Reason(concern.Category == IncidentCategory.Inactivity ? RiskReasons.ChangeSign : RiskReasons.ChangeOk);
        foreach (var rule in concern.Evidence.Select(evidence => evidence.Rule).Distinct())
        {
            if (_rules.TextOf(rule)?.Changes is { } changes) yield return Reason(RiskReasons.ChangeRule, changes.Ko, changes.En);
        }
    }

    private static List<string> RulesOf(ConcernMark concern) => [.. concern.Evidence.Select(evidence => evidence.Rule).Distinct().TakeLast(4)];

    private void Note(IncidentCategory category, RiskOutcome outcome, double score, List<string> rules)
    {
        var decisions = Memory.Decisions;
        if (decisions.Count >= PersonMemory.MostDecisions) decisions.RemoveAt(0);
        var decision = new RiskDecision
        {
            Id = $"{(int)category}-{Now}-{(int)outcome}", At = Now, Category = category, Outcome = outcome, Score = Math.Round(score, 1), Rules = rules,
        };
        decisions.RemoveAll(known => known.Id == decision.Id);
        decisions.Add(decision);
        Do(new NoteDecision(decision));
    }

    /// <summary>False when the signal was weighed before.</summary>
    private bool Learn(string signalId)
    {
        var hash = StableHash(signalId);
        if (Memory.Known.Contains(hash)) return false;
        if (Memory.Known.Count >= PersonMemory.MostKnown) Memory.Known.RemoveAt(0);
        Memory.Known.Add(hash);
        MustBeKept = true;
        return true;
    }

    // FNV-1a: the same in every process, unlike string.GetHashCode.
    private static long StableHash(string text)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var c in text) hash = (hash ^ c) * 0x100000001b3UL;
        return (long)hash;
    }

    /// <summary>What was raised and has faded is forgotten quietly: whether it was real, humans say, not time.</summary>
    private void Rearm()
    {
        for (var i = Memory.Concerns.Count - 1; i >= 0; i--)
        {
            var concern = Memory.Concerns[i];
            if (concern.Category == IncidentCategory.Inactivity || Memory.Question?.About.Contains(concern.Category) == true) continue;
            var fades = _rules.Concern(concern.Category)?.FadesBelow ?? 1;
            var rested = concern.Raised is null || Now > Until(concern.RaisedAt, ForgetAfter);
            if (rested && Math.Abs(Score(concern)) < Math.Min(fades, 1)) Memory.Concerns.RemoveAt(i);
        }
    }

    private void Override(LookedAnyway looked)
    {
        if (Memory.Decisions.Find(known => known.Id == looked.DecisionId) is not { } decision) return;
        decision.OverriddenBy = looked.Actor;
        var concern = Find(decision.Category) ?? Begin(decision.Category, HubDevice, DeviceKind.Sensor);
        var severity = _rules.Concern(decision.Category)?.AfterSilence ?? Severity.Medium;
        Raise(concern, severity, $"looked-{decision.Id}", [Reason(RiskReasons.LookAnyway, looked.Actor)], mayLower: false);
    }
}
