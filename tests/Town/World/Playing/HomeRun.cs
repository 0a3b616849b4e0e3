using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Messages;

namespace SafetyHub.Town.World.Playing;

/// <summary>
/// Plays one home against one hub: what the devices report goes to the hub, what the hub does reaches the person, and the person, the
/// devices and the people who help react.
/// </summary>
internal sealed class HomeRun
{
    // A hub that wants to be called again at the same instant, again and again, has lost its way.
    private const int MostCallsAtOnce = 100;

    private readonly HomeStory _story;
    private readonly ITownHub _hub;
    private readonly Agenda _agenda = new();
    private readonly HomeLog _log;
    private readonly Situation _situation;
    private readonly Wire _wire;
    private readonly Devices _devices;
    private readonly Conversation _conversation;
    private readonly Responders _responders;
    private readonly List<HubAct> _acts = [];
    private int _callsAtOnce;

    private HomeRun(HomeStory story, ITownHub hub)
    {
        _story = story;
        _hub = hub;
        _log = new HomeLog(story);
        _situation = new Situation(story, _agenda, _log);
        _wire = new Wire(story, _agenda, Deliver);
        _devices = new Devices(story, _agenda, _situation, _wire);
        _conversation = new Conversation(story, _agenda, _situation, _wire, _log);
        _responders = new Responders(story, _agenda, _situation, _wire, _log) { Close = Close, OpenDoor = _devices.OpenDoor };
    }

    /// <summary>Plays the whole run.</summary>
    public static HomeLog Play(HomeStory story, ITownHub hub) => new HomeRun(story, hub).Play();

    private HomeLog Play()
    {
        _situation.Begin(_responders.AfterEmergency);
        _devices.Begin();
        _responders.Begin();
        while (NextAt() is { } next && next < _story.Plan.Length) Step(next);
        _log.End(_situation);
        return _log;
    }

    private TimeSpan? NextAt()
    {
        var hub = HubDue();
        return _agenda.NextAt is { } own && (hub is null || own < hub) ? own : hub;
    }

    private TimeSpan? HubDue()
    {
        if (_hub.NextDue is not { } due) return null;
        var at = _story.Calendar.Since(due);
        return at < _agenda.Now ? _agenda.Now : at;
    }

    private void Step(TimeSpan next)
    {
        // At one instant the hub's own deadlines come first: what arrives then has come too late for them.
        if (HubDue() != next)
        {
            _callsAtOnce = 0;
            _agenda.DoNext();
            return;
        }
        if (next > _agenda.Now) _callsAtOnce = 0;
        if (++_callsAtOnce > MostCallsAtOnce) throw new InvalidOperationException($"{_hub.GetType().Name} does not move on from {_hub.NextDue:O} at home {_story.Home.ResidentId}");
        _agenda.MoveTo(next);
        _hub.Advance(_story.Calendar.At(next), _acts);
        React();
    }

    private void Deliver(HomeMessage message)
    {
        _hub.Deliver(message, _story.Calendar.At(_agenda.Now), _acts);
        React();
    }

    private void Close(Concern concern)
    {
        _hub.Close(concern, _story.Calendar.At(_agenda.Now), _acts);
        React();
    }

    private void React()
    {
        if (_acts.Count == 0) return;
        HubAct[] acts = [.. _acts];
        _acts.Clear();
        foreach (var act in acts)
        {
            switch (act)
            {
                case PeopleTold told: _responders.Hear(told); break;
                case PersonAsked asked: _conversation.Ask(asked); break;
                default: throw new InvalidOperationException($"A home does not know {act.GetType().Name}");
            }
        }
    }
}
