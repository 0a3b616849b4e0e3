using SafetyHub.Devices;
using SafetyHub.Grains.Residents;
using SafetyHub.Grains.Risk;
using SafetyHub.Grains.Signals;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;
using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Messages;
using TownEvent = SafetyHub.Town.World.Messages.DeviceEvent;

namespace SafetyHub.Judge.Hubs;

/// <summary>
/// The hub that is judged: the story that the resident's grain holds, by the same rules file. This class only puts the town's messages into
/// the words in which the bridge and the device grains tell them, and the story's acts into incidents as the grain does.
/// </summary>
internal sealed class ProductionHub : ITownHub
{
    private static readonly SignalOptions Signals = new();
    private static readonly ResidentOptions Residents = new();

    private readonly SubjectRef _person;
    private readonly PersonStory _story;
    private readonly OpenBook _open = new();
    private readonly Dictionary<string, DateTimeOffset> _silent = [];
    private readonly PersonVoice[] _voices;
    private ResidentStanding _standing = new(ResidentStatus.AtHome, DateTimeOffset.MinValue, "user:office", null);

    public ProductionHub(Home home, RiskRules rules)
    {
        _person = new SubjectRef(SubjectKind.Resident, home.ResidentId);
        // Robots come first, as the resident's grain orders them: a doll in the arms is nearer than a speaker on the shelf.
        _voices = [.. home.Devices.Where(device => device.CanAsk).OrderBy(KindOf).Select(device => new PersonVoice(device.Id, KindOf(device)))];
        _story = new PersonStory(rules, new PersonContext { Voices = [.. _voices] });
    }

    public DateTimeOffset? NextDue => _story.NextDue;

    public void Deliver(HomeMessage message, DateTimeOffset now, ICollection<HubAct> acts)
    {
        switch (message)
        {
            case TownEvent said: Hear(SignalOf(said, now), now, acts); break;
            case DeviceReport { Motion: > 0 and var count } report: Take(Active(report, HomeActivity.Motion, count), acts); break;
            case DeviceReport { Door: true } report: Take(Active(report, HomeActivity.Door, 1), acts); break;
            case DevicePresence presence: Hear(presence, acts); break;
            case WhereaboutsEntered entered: Enter(entered, acts); break;
            default: break;
        }
    }

    public void Advance(DateTimeOffset now, ICollection<HubAct> acts) => Carry(_story.Advance(now), acts);

    public void Close(Concern concern, DateTimeOffset now, ICollection<HubAct> acts) => _open.Close(concern);

    private void Take(RiskObservation observation, ICollection<HubAct> acts) => Carry(_story.Take(observation), acts);

    /// <summary>As the grain does: where the status lets it wake nobody the signal itself opens nothing, and devices know the door.</summary>
    private void Hear(Signal signal, DateTimeOffset now, ICollection<HubAct> acts)
    {
        var wakes = StatusRules.Wakes(_standing.Status, EventInterpreter.Decide(signal, Signals));
        Carry(_story.Take(DeviceSaid.Of(signal)), acts, signal.Id, wakes);
        if (StatusRules.Follow(_standing, signal, now, Residents) is { } next) _standing = new ResidentStanding(next.Status, signal.At, next.Actor, null);
    }

    /// <summary>Carries out what the story wants, in its order.</summary>
    private void Carry(IReadOnlyList<RiskAct> wanted, ICollection<HubAct> acts, string? signalId = null, bool wakes = true)
    {
        _story.Kept();
        foreach (var act in wanted)
        {
            switch (act)
            {
                case RaiseIncident raise: Raise(raise, raise.SignalId == signalId, wakes, acts); break;
                case AskPerson ask: Ask(ask, acts); break;
                // A condition that ended closes nothing: a human does.
                case ClearIncident or NoteDecision: break;
                default: throw new InvalidOperationException($"The judge does not know {act.GetType().Name}");
            }
        }
    }

    private void Raise(RaiseIncident raise, bool own, bool wakes, ICollection<HubAct> acts)
    {
        var concern = ConcernOf(raise.Category);
        var decision = new SignalDecision(EventTable.Find(raise.TitleType) with { Category = raise.Category }, EventEffect.Raise, raise.Severity, [], null);
        var isAway = _story.Context.Whereabouts != SafetyHub.Grains.Risk.Whereabouts.AtHome;
        if (own ? !wakes : isAway && !StatusRules.Wakes(_standing.Status, decision)) return;
        // A severity that falls opens nothing that a human has closed.
        if (raise.MayLower && !own && !_open.Has(concern)) return;
        _open.Tell(concern, (Grade)raise.Severity, raise.MayLower, acts);
    }

    /// <summary>The device grain refuses at once what cannot reach its device.</summary>
    private void Ask(AskPerson ask, ICollection<HubAct> acts)
    {
        if (_silent.ContainsKey(ask.Device)) Take(new AskingFailed(ask.AskedAt, ask.QuestionId, ask.Attempt), acts);
        else acts.Add(new PersonAsked(ask.Device, ask.Until - ask.AskedAt, ask.Attempt));
    }

    private void Hear(DevicePresence presence, ICollection<HubAct> acts)
    {
        var device = presence.Device;
        if (!presence.Online)
        {
            _silent[device.Id] = presence.At;
            if (device.CanAsk) RefreshVoices(presence.At, acts);
            Take(new DeviceSaid(presence.At, $"{device.Id}/silent-{presence.At.ToUnixTimeSeconds()}", "device.silent", device.Id, KindOf(device)), acts);
        }
        else if (_silent.Remove(device.Id, out var since))
        {
            if (device.CanAsk) RefreshVoices(presence.At, acts);
            Take(new DeviceSaid(presence.At, $"{device.Id}/returned-{since.ToUnixTimeSeconds()}", "device.returned", device.Id, KindOf(device)), acts);
        }
    }

    private void Enter(WhereaboutsEntered entered, ICollection<HubAct> acts)
    {
        var (status, whereabouts) = entered.Whereabouts switch
        {
            Town.World.Messages.Whereabouts.AtHome => (ResidentStatus.AtHome, SafetyHub.Grains.Risk.Whereabouts.AtHome),
            Town.World.Messages.Whereabouts.Away => (ResidentStatus.Out, SafetyHub.Grains.Risk.Whereabouts.Away),
            _ => (ResidentStatus.InHospital, SafetyHub.Grains.Risk.Whereabouts.InHospital),
        };
        _standing = new ResidentStanding(status, entered.At, "user:office", null);
        Take(new CircumstancesChanged(entered.At, _story.Context with { Whereabouts = whereabouts }), acts);
    }

    /// <summary>Only devices that are reached are asked to ask.</summary>
    private void RefreshVoices(DateTimeOffset at, ICollection<HubAct> acts) =>
        Take(new CircumstancesChanged(at, _story.Context with { Voices = [.. _voices.Where(voice => !_silent.ContainsKey(voice.Device))] }), acts);

    private Signal SignalOf(TownEvent said, DateTimeOffset now)
    {
        var device = DeviceId.Parse(said.Device.Id);
        // A device clock that is off by more than two minutes is corrected to the time of arrival.
        var late = now - said.At > TimeSpan.FromMinutes(2);
        return new Signal(
            $"{said.Device.Id}/{said.Id}", device, KindOf(said.Device), said.Type, _person, late ? now : said.At, said.At, now, said.Confidence, said.Data,
            late ? SignalFlags.ClockCorrected | SignalFlags.Late : SignalFlags.None);
    }

    private static HomeActive Active(DeviceReport report, HomeActivity activity, int count) => new(report.At, report.Device.Id, KindOf(report.Device), activity, count);

    private static DeviceKind KindOf(HomeDevice device) => device.Kind switch
    {
        "robot" => DeviceKind.Robot,
        "speaker" => DeviceKind.Speaker,
        _ => DeviceKind.Sensor,
    };

    private static Concern ConcernOf(IncidentCategory category) => category switch
    {
        IncidentCategory.Sos => Concern.Sos,
        IncidentCategory.Fall => Concern.Fall,
        IncidentCategory.Fire => Concern.Fire,
        IncidentCategory.Distress => Concern.Distress,
        IncidentCategory.Inactivity => Concern.Inactivity,
        IncidentCategory.CheckIn => Concern.CheckIn,
        IncidentCategory.Routine => Concern.Routine,
        IncidentCategory.Mood => Concern.Mood,
        IncidentCategory.DeviceSilence or IncidentCategory.DeviceFault => Concern.Equipment,
        _ => Concern.Other,
    };
}
