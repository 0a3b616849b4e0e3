using SafetyHub.Town.World.Messages;

namespace SafetyHub.Town.World.Hub;

/// <summary>
/// What watches one home. It hears what a hub would hear and says what it does; it is never told what is true. Times never go back.
/// </summary>
internal interface ITownHub
{
    /// <summary>When it wants to be called again without a message, UTC; null = never.</summary>
    DateTimeOffset? NextDue { get; }

    /// <summary>A message arrives.</summary>
    void Deliver(HomeMessage message, DateTimeOffset now, ICollection<HubAct> acts);

    /// <summary>Time has passed.</summary>
    void Advance(DateTimeOffset now, ICollection<HubAct> acts);

    /// <summary>A human has closed the incident.</summary>
    void Close(Concern concern, DateTimeOffset now, ICollection<HubAct> acts);
}
