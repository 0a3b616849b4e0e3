using SafetyHub.Town.World.Answers;
using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Numbers;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Town.World.Playing;

/// <summary>A device asks, and somebody answers, or nobody.</summary>
internal sealed class Conversation(HomeStory story, Agenda agenda, Situation situation, Wire wire, HomeLog log)
{
    private static readonly TimeSpan AnswerTravels = TimeSpan.FromSeconds(1);

    private int _asked;

    public void Ask(PersonAsked asked)
    {
        var device = story.Home.Devices.FirstOrDefault(device => device.Id == asked.DeviceId && device.CanAsk)
            ?? throw new InvalidOperationException($"Home {story.Home.ResidentId} has no device '{asked.DeviceId}' that can ask");
        var dice = Dice.For(story.Home.Seed, Purpose.Answer, (long)agenda.Now.TotalSeconds + (_asked++ * 100_000_000L));
        log.Asked(agenda.Now, asked.Attempt, wakes: situation.Doing is Doing.Asleep or Doing.Nap && !situation.IsPlanOff);
        // A command that does not get through expires, and the hub hears nothing.
        if (wire.OutageOf(device) is not null) return;
        var answer = AnswerMaker.Answer(story.Home.Person, situation.Moment, dice);
        var after = TimeSpan.FromSeconds(dice.Between(AnswerNumbers.SecondsLeast, AnswerNumbers.SecondsMost));
        if (answer is null || after > asked.Wait) (answer, after) = ("none", asked.Wait + AnswerTravels);
        if (situation.Emergency is not null && answer != "none") log.Answered(answer);
        agenda.Put(agenda.Now + after, () => wire.Send(device, "checkin.answer", $$"""{"answer":"{{answer}}"}""", null));
    }
}
