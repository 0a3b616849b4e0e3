using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Messages;

namespace SafetyHub.Judge.Tests.World;

/// <summary>A hub that writes down what it hears and does what the test tells it.</summary>
internal sealed class ScriptedHub(Func<HomeMessage, DateTimeOffset, HubAct?>? onMessage = null) : ITownHub
{
    public List<(DateTimeOffset At, HomeMessage Message)> Heard { get; } = [];

    public List<Concern> Closed { get; } = [];

    public DateTimeOffset? NextDue { get; set; }

    public Action<ICollection<HubAct>>? OnDue { get; set; }

    public IEnumerable<DeviceEvent> Events => Heard.Select(heard => heard.Message).OfType<DeviceEvent>();

    public void Deliver(HomeMessage message, DateTimeOffset now, ICollection<HubAct> acts)
    {
        Heard.Add((now, message));
        if (onMessage?.Invoke(message, now) is { } act) acts.Add(act);
    }

    public void Advance(DateTimeOffset now, ICollection<HubAct> acts)
    {
        if (OnDue is null) return;
        NextDue = null;
        OnDue(acts);
    }

    public void Close(Concern concern, DateTimeOffset now, ICollection<HubAct> acts) => Closed.Add(concern);
}
