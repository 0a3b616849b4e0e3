using System.Text.Json;
using CsCheck;
using SafetyHub.Devices;
using SafetyHub.Grains.Risk;
using SafetyHub.Incidents;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Tests.Risk;

/// <summary>Random lives: whatever happens, in whatever order, the promises hold.</summary>
public sealed class PersonStoryPropertyTests
{
    private const int Lives = 150;
    private static readonly string[] Types =
    [
        "fall", "distress.sound", "inactivity", "checkin.answer", "medication.missed", "medication.taken", "meal.missed", "mood", "sentiment.negative",
        "sleep.start", "sleep.end", "outing.start", "outing.end", "touch", "conversation", "lying", "device.silent", "device.returned", "device.battery-low", "nonsense",
    ];

    private static readonly Gen<Action<StoryTeller>> Saying = Gen.Select(
        Gen.Int[0, Types.Length - 1], Gen.Double[0, 1], Gen.Int[0, 3], Gen.Int[0, 3],
        (type, confidence, device, answer) => (Action<StoryTeller>)(teller => teller.Say(
            Types[type], confidence, $"d{device}", (DeviceKind)(device + 1),
            ("answer", answer switch { 0 => "ok", 1 => "help", _ => "none" }), ("class", answer == 0 ? "scream" : "crash"))));

    private static readonly Gen<Action<StoryTeller>> Moving = Gen.Int[1, 5].Select(count => (Action<StoryTeller>)(teller => teller.Move(count)));

    private static readonly Gen<Action<StoryTeller>> Waiting = Gen.Int[1, 40_000].Select(s => (Action<StoryTeller>)(teller => teller.Wait(TimeSpan.FromSeconds(s))));

    private static readonly Gen<Action<StoryTeller>> Changing = Gen.Enum<Whereabouts>().Select(where => (Action<StoryTeller>)(teller =>
        teller.Take(new CircumstancesChanged(teller.Now, teller.Story.Context with { Whereabouts = where }))));

    private static readonly Gen<Action<StoryTeller>[]> Life =
        Gen.Frequency((5, Saying), (4, Moving), (4, Waiting), (1, Changing)).Array[1, 60];

    [Fact]
    public void Sos_AfterAnyLife_GoesToPeopleAtOnce() => Life.Sample(
        life =>
        {
            var teller = Live(life);
            return teller.Say("sos.hand-hold").OfType<RaiseIncident>().Any(act => act is { Category: IncidentCategory.Sos, Severity: Severity.Critical });
        },
        iter: Lives);

    [Fact]
    public void Help_AfterAnyLife_GoesToPeopleAtOnce() => Life.Sample(
        life => Live(life).Say("checkin.answer", data: ("answer", "help")).OfType<RaiseIncident>().Any(act => act.Severity == Severity.Critical),
        iter: Lives);

    [Fact]
    public void Question_InAnyLife_IsAskedAtMostThreeTimes() => Life.Sample(
        life => Live(life).Asked.GroupBy(ask => (ask.QuestionId, ask.AskedAt)).All(question => question.Count() <= 2)
            && Live(life).Asked.All(ask => ask.Attempt is >= 1 and <= 3),
        iter: Lives);

    [Fact]
    public void Question_InAnyLife_EndsInABoundedTime() => Life.Sample(
        life =>
        {
            var teller = Live(life);
            teller.Wait(TimeSpan.FromMinutes(31));
            return teller.Story.Memory.Question is not { } question || question.AskedAt > (teller.Now - TimeSpan.FromMinutes(30)).ToUnixTimeSeconds();
        },
        iter: Lives);

    [Fact]
    public void Observations_TakenAgain_GiveTheSameActs() => Life.Sample(
        life => Written(Live(life).Acts) == Written(Live(life).Acts), iter: Lives);

    [Fact]
    public void Story_KeptAndTakenUpAnywhere_GoesOnAsIfNothingHadHappened() => Life.Sample(
        life =>
        {
            var restarted = new StoryTeller();
            foreach (var step in life)
            {
                step(restarted);
                restarted.Restart();
            }
            return Written(Live(life).Acts) == Written(restarted.Acts);
        },
        iter: Lives);

    [Fact]
    public void Ladder_WhateverWasLearnt_IsAnUpperBound() => Life.Sample(
        life =>
        {
            var teller = Live(life);
            teller.Take(new CircumstancesChanged(teller.Now, StoryTeller.Mute));
            teller.Say("sleep.end");
            teller.Say("outing.end");
            teller.Move();
            var since = teller.Now;
            teller.Acts.Clear();
            teller.Wait(TimeSpan.FromHours(12) + TimeSpan.FromMinutes(1));
            // At 12 hours nothing but absence, hospital or blindness may suspend it any more.
            return teller.Raised.Any(act => act.Category == IncidentCategory.Inactivity && act.At <= since + TimeSpan.FromHours(12));
        },
        iter: Lives);

    [Fact]
    public void Rhythm_InAnyLife_NeverLengthensTheLadder() => Life.Sample(
        life =>
        {
            var teller = Live(life);
            var rhythm = Enumerable.Range(0, 24 * 8).Select(cell => (byte)(cell % 241)).ToArray();
            teller.Story.Memory.Rhythm = new RhythmMark { Learnt = 5000, Quiet = rhythm, Weeks = [9, 9, 9, 9, 9, 9, 9], Hour = teller.Now.ToUnixTimeSeconds() / 3600 };
            teller.Take(new CircumstancesChanged(teller.Now, StoryTeller.Mute));
            teller.Say("outing.end");
            teller.Move();
            teller.Acts.Clear();
            var since = teller.Now;
            teller.Wait(TimeSpan.FromHours(12.1));
            return teller.Raised.Any(act => act.Category == IncidentCategory.Inactivity && act.At <= since + TimeSpan.FromHours(12));
        },
        iter: Lives);

    [Fact]
    public void Memory_InAnyLife_StaysInItsBounds() => Life.Sample(
        life =>
        {
            var memory = Live(life).Story.Memory;
            return memory.Facts.Count <= PersonMemory.MostFacts && memory.Decisions.Count <= PersonMemory.MostDecisions && memory.Known.Count <= PersonMemory.MostKnown
                && memory.Watchers.Count <= PersonMemory.MostWatchers && memory.Concerns.All(concern => concern.Evidence.Count <= ConcernMark.MostEvidence)
                && JsonSerializer.SerializeToUtf8Bytes(memory).Length < 10_000;
        },
        iter: Lives);

    private static StoryTeller Live(Action<StoryTeller>[] life)
    {
        var teller = new StoryTeller();
        foreach (var step in life) step(teller);
        return teller;
    }

    private static string Written(IEnumerable<RiskAct> acts) => string.Join("\n", acts.Select(act => JsonSerializer.Serialize(act, act.GetType())));
}
