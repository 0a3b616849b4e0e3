using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Messages;

namespace SafetyHub.Judge.Hubs;

/// <summary>
/// Second baseline: the ladder that is in use. 8, 12 and 24 hours without any sign of life are low, medium and high; calls, falls and fires
/// go to a human as they come; nothing else does. A stay elsewhere that somebody has entered suspends the ladder.
/// </summary>
internal sealed class PlainLadder : ITownHub
{
    private static readonly (TimeSpan After, Grade Grade)[] Rungs =
        [(TimeSpan.FromHours(8), Grade.Low), (TimeSpan.FromHours(12), Grade.Medium), (TimeSpan.FromHours(24), Grade.High)];

    private readonly OpenBook _open = new();
    private DateTimeOffset? _lastSign;
    private int _rung;
    private bool _suspended;

    public DateTimeOffset? NextDue => _suspended || _rung == Rungs.Length ? null : _lastSign + Rungs[_rung].After;

    public void Deliver(HomeMessage message, DateTimeOffset now, ICollection<HubAct> acts)
    {
        _lastSign ??= now;
        switch (message)
        {
            case DeviceReport { Motion: > 0 } or DeviceReport { Door: true }:
                See(now);
                break;
            case DeviceEvent said when ContractAlarms.Find(said) is { Concern: Concern.Sos or Concern.Fall or Concern.Fire } alarm:
                _open.Tell(alarm.Concern, alarm.Grade, mayLower: false, acts);
                break;
            case DeviceEvent said when ShowsLife(said.Type):
                See(now);
                break;
            case WhereaboutsEntered entered:
                _suspended = entered.Whereabouts != Whereabouts.AtHome;
                See(now);
                break;
        }
    }

    public void Advance(DateTimeOffset now, ICollection<HubAct> acts)
    {
        while (NextDue is { } due && due <= now) _open.Tell(Concern.Inactivity, Rungs[_rung++].Grade, mayLower: false, acts);
    }

    public void Close(Concern concern, DateTimeOffset now, ICollection<HubAct> acts)
    {
        _open.Close(concern);
        // Who asked has found the person well, or somewhere else: the hours count anew.
        if (concern == Concern.Inactivity) See(now);
    }

    private static bool ShowsLife(string type) => type is "touch" or "conversation" or "mood" or "sleep.start" or "sleep.end" or "outing.start" or "outing.end"
        or "medication.taken" or "meal.taken" or "sentiment.negative";

    private void See(DateTimeOffset now) => (_lastSign, _rung) = (now, 0);
}
