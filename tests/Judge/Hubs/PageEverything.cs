using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Messages;

namespace SafetyHub.Judge.Hubs;

/// <summary>
/// First baseline: every alarm signal about the person goes to a human as it comes. Signals of one kind within one open incident are one.
/// </summary>
internal sealed class PageEverything : ITownHub
{
    private readonly OpenBook _open = new();

    public DateTimeOffset? NextDue => null;

    public void Deliver(HomeMessage message, DateTimeOffset now, ICollection<HubAct> acts)
    {
        if (message is DeviceEvent said && ContractAlarms.Find(said) is { } alarm) _open.Tell(alarm.Concern, alarm.Grade, mayLower: false, acts);
    }

    public void Advance(DateTimeOffset now, ICollection<HubAct> acts)
    {
    }

    public void Close(Concern concern, DateTimeOffset now, ICollection<HubAct> acts) => _open.Close(concern);
}
