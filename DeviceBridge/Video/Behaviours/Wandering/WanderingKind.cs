namespace SafetyHub.DeviceBridge.Video.Behaviours.Wandering;

/// <summary>One person who comes to a place again and again.</summary>
internal sealed class WanderingKind : BehaviourKind<WanderingOptions>
{
    public override string Type => "wandering";

    protected override IBehaviour Create(WanderingOptions options) => new WanderingBehaviour(options);
}
