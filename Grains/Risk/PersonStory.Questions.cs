using System.Globalization;
using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Risk;

/// <content>Asking the person before any human is: at most three times, each with a bounded wait.</content>
public sealed partial class PersonStory
{
    private const int Day = 86_400;
    /// <summary>Three attempts of the longest wait, and a little for the way.</summary>
    private static readonly TimeSpan LongestQuestion = TimeSpan.FromMinutes(32);

    private void AskOrRaise(ConcernMark concern, Severity severity, string signalId)
    {
        if (WhyNotAsked() is { } why)
        {
            Raise(concern, severity, signalId, [why], mayLower: false);
            return;
        }
        if (Memory.Question is { } open)
        {
            // One question at a time: the one that is open asks for this as well.
            open.About.Add(concern.Category);
            return;
        }
        var ask = _rules.Concern(concern.Category)!.Ask;
        Memory.Question = new QuestionMark
        {
            Id = QuestionId(concern.Category), About = [concern.Category],
            Attempts = ask.Attempts, Wait = (int)ask.Wait.TotalSeconds, AskedAt = Now,
        };
        Memory.Asked.Add(Now);
        Ask(Memory.Question);
    }

    /// <summary>Two questions of one second are still two.</summary>
    private string QuestionId(IncidentCategory category)
    {
        var before = Memory.Asked.Count(at => at == Now);
        return string.Create(CultureInfo.InvariantCulture, $"{(int)category}-{Now}{(before > 0 ? $"-{before}" : "")}");
    }

    private IncidentReason? WhyNotAsked()
    {
        if (Context.Thresholds is { AskFirst: false }) return Reason(RiskReasons.NotAsked);
        Memory.Asked.RemoveAll(at => at <= Now - Day);
        if (Memory.Question is null && Memory.Asked.Count >= _rules.Questions.MostPerDay)
            return Reason(RiskReasons.AskedOften, Memory.Asked.Count.ToString(CultureInfo.InvariantCulture));
        return VoiceFor(Memory.Question) is null ? Reason(RiskReasons.NoVoice) : null;
    }

    /// <summary>Attempts go round the voices: who does not hear the doll may hear the speaker.</summary>
    private PersonVoice? VoiceFor(QuestionMark? question)
    {
        var able = Context.Voices.Where(voice =>
            question?.Failed.Contains(voice.Device) != true && !(Memory.Watchers.TryGetValue(voice.Device, out var watcher) && watcher.SilentSince > 0)).ToList();
        return able.Count == 0 ? null : able[(question?.Attempt ?? 0) % able.Count];
    }

    private void Ask(QuestionMark question)
    {
        if (VoiceFor(question) is not { } voice)
        {
            CloseWithSilence(question, Reason(RiskReasons.NoVoice));
            return;
        }
        question.Attempt++;
        question.Device = voice.Device;
        question.Until = Now + question.Wait;
        var words = _rules.Concern(question.About[0])?.Ask.Question ?? new BilingualText("괜찮으세요?", "Are you all right?");
        Do(new AskPerson(question.Id, question.Attempt, voice.Device, voice.Kind, words, AtNow, DateTimeOffset.FromUnixTimeSeconds(question.Until), IsNight));
    }

    private void NextAttempt(QuestionMark question)
    {
        if (question.Attempt < question.Attempts) Ask(question);
        else CloseWithSilence(question, Reason(RiskReasons.NoAnswer, question.Attempt.ToString(CultureInfo.InvariantCulture), TimeText(question.AskedAt)));
    }

    private void Fail(AskingFailed failed)
    {
        if (Memory.Question is not { } question || question.Id != failed.QuestionId || question.Attempt != failed.Attempt) return;
        if (!question.Failed.Contains(question.Device)) question.Failed.Add(question.Device);
        // An attempt that nobody could hear does not count.
        question.Attempt--;
        Ask(question);
    }

    private void CloseWithSilence(QuestionMark question, IncidentReason why)
    {
        Memory.Question = null;
        foreach (var category in question.About)
        {
            if (Find(category) is not { Raised: null } concern) continue;
            if (why.Key == RiskReasons.NoAnswer && AsksAgain(concern)) continue;
            var rule = _rules.Concern(category);
            var severity = category == IncidentCategory.Inactivity && why.Key == RiskReasons.NoAnswer
                ? Worse(Next(OfRung(concern.Rung)), rule?.AfterSilence ?? Severity.Medium)
                : rule?.AfterSilence ?? Severity.High;
            Raise(concern, severity, $"asked-{question.Id}-{(int)category}", [why], mayLower: false);
        }
    }

    private void LeaveQuestion(IncidentCategory category)
    {
        if (Memory.Question is not { } question || !question.About.Remove(category)) return;
        if (question.About.Count == 0) Memory.Question = null;
        MustBeKept = true;
    }

    private void Answer(DeviceSaid said, long at)
    {
        if (!Learn(said.SignalId)) return;
        var answer = said.Text("answer");
        if (answer is "ok" or "help")
        {
            var question = Memory.Question;
            Sign(said.Type, said.Device, said.Kind, at, 1);
            if (answer == "help") AnswerHelp(said, question);
            else AnswerOk(said, question);
        }
        // Nobody has said that all is well: the attempt is over, or, where nobody was asked, the rules weigh the silence.
        else if (Memory.Question is { } open)
        {
            // A device counts the wait itself: its word on the attempt before, a little late, does not end the one that runs now.
            if (open.Until - Now <= open.Wait / 2) NextAttempt(open);
        }
        // The hub itself has just asked, and has acted on the silence when the wait was over.
        else if (Memory.Asked.Count == 0 || Now > Until(Memory.Asked[^1], LongestQuestion)) WeighSilence(said, at);
    }

    private void AnswerHelp(DeviceSaid said, QuestionMark? question)
    {
        var reasons = (question?.About ?? []).Select(Find).OfType<ConcernMark>().SelectMany(ReasonsOf).Take(MostReasons - 1);
        Do(new RaiseIncident(
            IncidentCategory.CheckIn, Severity.Critical, said.Type, said.SignalId, said.Device, said.Kind, said.At, false,
            [Reason(RiskReasons.SaidHelp), .. reasons], [Reason(RiskReasons.ChangeHelp)]));
        foreach (var category in question?.About.ToArray() ?? [])
        {
            LeaveQuestion(category);
            Memory.Concerns.RemoveAll(concern => concern.Category == category && concern.Raised is null);
        }
    }

    private void AnswerOk(DeviceSaid said, QuestionMark? question)
    {
        foreach (var category in question?.About.ToArray() ?? [])
        {
            LeaveQuestion(category);
            if (Find(category) is not { Raised: null } concern) continue;
            Note(category, RiskOutcome.SaidOk, Score(concern), RulesOf(concern));
            Calm(concern);
        }
        foreach (var concern in Memory.Concerns.Where(concern => concern.Raised is not null).ToArray())
        {
            var severity = _rules.Concern(concern.Category)?.AfterOk ?? Severity.Low;
            Calm(concern);
            // A check-in that was answered is over; of the others somebody still looks.
            if (concern.Category == IncidentCategory.CheckIn) concern.Raised = null;
            else Lower(concern, severity, $"ok-{Now}-{(int)concern.Category}", [Reason(RiskReasons.SaidOk)]);
        }
        Do(new ClearIncident(IncidentCategory.CheckIn, said.SignalId, said.Type, said.Device, said.Kind, said.At));
    }

    /// <summary>An ok takes away what was suspected, and makes a little harder what comes next.</summary>
    private void Calm(ConcernMark concern)
    {
        concern.Evidence.Clear();
        var relieves = _rules.Concern(concern.Category)?.OkRelieves ?? 0;
        if (relieves > 0) Add(concern, new EvidenceMark { Rule = "said-ok", At = Now, Weight = -relieves, HalfLife = (long)OkHalfLife.TotalSeconds, By = concern.Device, Count = 1 });
    }

    private void WeighSilence(DeviceSaid said, long at)
    {
        Memory.Known.RemoveAt(Memory.Known.Count - 1);
        if (!Weigh(said, at)) ByTable(Signals.EventTable.Find(said.Type), said);
    }

    private static Severity Next(Severity severity) => severity < Severity.Critical ? severity + 1 : severity;
}
