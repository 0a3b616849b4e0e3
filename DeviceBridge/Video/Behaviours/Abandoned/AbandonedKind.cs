namespace SafetyHub.DeviceBridge.Video.Behaviours.Abandoned;

/// <summary>A thing that somebody brought and left.</summary>
internal sealed class AbandonedKind : BehaviourKind<AbandonedOptions>
{
    public override string Type => "abandoned";

    protected override IBehaviour Create(AbandonedOptions options) => new AbandonedBehaviour(options);
}
