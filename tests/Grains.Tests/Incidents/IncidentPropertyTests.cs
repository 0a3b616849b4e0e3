using CsCheck;
using SafetyHub.Alerts;
using SafetyHub.Grains.Incidents;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Incidents;

/// <summary>Random lives of incidents: whatever happens, in whatever order, no rule is ever broken.</summary>
public sealed class IncidentPropertyTests
{
    private const int Lives = 3000;
    private static readonly string[] People = ["user:park", "user:choi", "token:city"];
    private static readonly string[] Types = ["sos.hand-hold", "fall", "inactivity", "device.battery-low"];

    private static readonly Gen<Step> Waiting = Gen.Int[0, 4000].Select(s => new Step($"wait {s} s", story => story.Wait(TimeSpan.FromSeconds(s))));
    private static readonly Gen<Step> Looking = Gen.Const(new Step("settle", story => { if (story.Current is not null) story.Settle(); }));

    private static readonly Gen<Step> Signalling = Gen.Select(
        Gen.Enum<SignalEffect>(), Gen.Enum<Severity>(), OneOf(Types), Gen.Int[1, 3], Gen.Int[0, 9], Gen.Int[0, 40],
        (effect, severity, type, device, odd, id) => new Step(
            $"{effect} {severity} {type} {device} {odd}",
            story => story.Signal(
                effect, severity, id % 2 == 0 ? IncidentCategory.DeviceFault : IncidentCategory.Sos, type, $"doll-{device}",
                odd switch { 0 => SignalFlags.Test, 1 => SignalFlags.Late, _ => SignalFlags.None },
                eventId: id < 10 ? $"fixed-{id}" : null)));

    private static readonly Gen<Step> Commanding = Gen.Select(
        OneOf(People), Gen.Int[0, 9], Gen.Int[0, 30], Gen.Int[-100, 90_000],
        (who, what, key, seconds) => new Step($"{who} {what} {key} {seconds}", story => story.Do(Command(story, who, what, key, seconds))));

    private static readonly Gen<Step> Alerting = Gen.Select(Gen.Int[0, 5], Gen.Bool, (alert, delivered) => new Step(
        $"alert {alert} {delivered}",
        story =>
        {
            if (story.Current is not null)
                story.Report(new AlertRecord($"a{alert}", AlertChannel.Screen, "desk:1", delivered, null, story.Now));
        }));

    private static readonly Gen<Step[]> Life = Gen.Frequency((3, Signalling), (5, Commanding), (2, Waiting), (2, Looking), (1, Alerting)).Array[1, 60];

    [Fact]
    public void Incident_AnyLife_NeverReachesAnIllegalState() => Life.Sample(steps => Tell(steps, Lawful), iter: Lives);

    [Fact]
    public void Incident_AnyPrefixReplayedFromJson_IsTheProjectionStoredThere() => Life.Sample(
        steps =>
        {
            IncidentState? replayed = null;
            var sequence = 0;
            Tell(steps, (story, before, decision) =>
            {
                foreach (var entry in decision.Entries)
                {
                    var line = IncidentJson.Write(entry, ++sequence);
                    replayed = IncidentFold.Apply(replayed, IncidentJson.ReadEntry(line));
                }
                if (story.Current is null) return true;
                var stored = IncidentJson.Write(story.State);
                return IncidentJson.Write(replayed!) == stored && IncidentJson.Write(IncidentJson.ReadState(stored)) == stored
                    && story.State.Version == sequence;
            });
        },
        iter: Lives);

    [Fact]
    public void Incident_SettledTwiceAtOneInstant_DoesNothingTheSecondTime() => Life.Sample(
        steps => Tell(steps, (story, _, _) =>
        {
            if (story.Current is null) return true;
            story.Settle();
            return story.Settle().Entries.Count == 0 && !(story.State.TimedDeadline <= story.Now);
        }),
        iter: 1000);

    [Fact]
    public void Plan_AnyLife_StepsAreInOrderAndInTime() => Life.Sample(
        steps =>
        {
            var story = Tell(steps, (_, _, _) => true);
            var (round, step, last) = (1, 0, DateTimeOffset.MinValue);
            foreach (var logged in story.Entries)
            {
                Assert.True(logged.At >= last);
                last = logged.At;
                switch (logged.Entry)
                {
                    case RoundStarted e:
                        Assert.Equal(round + 1, e.Round);
                        (round, step) = (e.Round, 0);
                        break;
                    case StepFired e:
                        Assert.Equal((round, ++step), (e.Round, e.Step));
                        Assert.True(e.DueAt <= logged.At, "A step fired before its time");
                        Assert.True(e.NextStepAt is null || e.NextStepAt > e.DueAt, "The next step lies before this one");
                        break;
                    case EscalatedByPerson e:
                        Assert.Equal((round, ++step), (e.Round, e.Step));
                        break;
                }
            }
            Assert.Equal(story.Alerts.Count, story.Alerts.Select(a => a.Id).Distinct().Count());
        },
        iter: Lives);

    private static IncidentStory Tell(Step[] steps, Func<IncidentStory, IncidentState?, Decision, bool> holds)
    {
        var story = new IncidentStory();
        foreach (var step in steps)
        {
            var (before, count) = (story.Current, story.Entries.Count);
            step.Act(story);
            var added = story.Entries.Skip(count).ToArray();
            var decision = new Decision(Verdict.Taken, story.Current, added);
            Assert.True(holds(story, before, decision), $"Broken by: {step.Text}; now {story.Current}");
        }
        return story;
    }

    private static bool Lawful(IncidentStory story, IncidentState? before, Decision decision)
    {
        if (story.Current is not { } s) return before is null;
        Assert.Equal((before?.Version ?? 0) + decision.Entries.Count, s.Version);
        Assert.True(!s.IsAcknowledged || s.Assignee is not null, "Owned by nobody");
        Assert.True(!s.IsShelved || (s.IsOpen && s.Severity < Severity.Critical), "Shelved although critical or resolved");
        Assert.True(s.NextStepAt is null || s.PlanRuns, "A step waits although the plan does not run");
        Assert.Equal(s.IsOpen && s.IsAcknowledged && !s.IsShelved, s.AcknowledgedUntil is not null);
        Assert.Equal(s.IsOpen, s.ResolvedAt is null);
        Assert.True(s.IsOpen || s.Deadline is null, "A resolved incident waits for a deadline");
        Assert.True(!s.PlanRuns || s.NextStepAt is not null || s.Plan.RepeatAfter == TimeSpan.Zero, "The plan runs without a next step");
        Assert.InRange(s.Step, 0, s.Plan.Steps.Count);
        Assert.True(s.Asks.All(a => a.Severity <= s.Severity), "Less severe than what a device still asks for");
        Assert.True(before is not { IsOpen: false } || decision.Entries.All(e => e.Entry is NoteAdded or AlertDelivered or AlertFailed), "A resolved incident changed");
        Assert.True(s is { Signals.Count: <= 20, Reasons.Count: <= 20, Keys.Count: <= 64, Asks.Count: <= 32, Alerts.Count: <= 64 });
        return true;
    }

    private static IncidentCommand Command(IncidentStory story, string who, int what, int keyNumber, int seconds)
    {
        var key = keyNumber < 5 ? $"key-{keyNumber}" : null;
        return what switch
        {
            0 => new Acknowledge(who, key),
            1 => new Unacknowledge(who, key),
            2 => new Assign(who, key, keyNumber % 4 == 3 ? null : People[keyNumber % 3]),
            3 => new Escalate(who, key),
            4 => new Shelve(who, key, keyNumber == 7 ? "" : "known fault", story.Now.AddSeconds(seconds)),
            5 => new Unshelve(who, key),
            6 => new AddNote(who, key, keyNumber == 8 ? "" : "노트"),
            7 => new ReportProgress(who, key, (ResponderProgress)(keyNumber % 6)),
            // Lives in which everything is resolved at once would say little.
            8 when keyNumber > 20 => new Resolve(who, key, (Outcome)(keyNumber % 6), keyNumber % 2 == 0 ? "found" : null),
            _ => new Acknowledge(who, key),
        };
    }

    private static Gen<string> OneOf(string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private sealed record Step(string Text, Action<IncidentStory> Act)
    {
        public override string ToString() => Text;
    }
}
