namespace SafetyHub.DeviceBridge.Video.Behaviours.Fall;

/// <summary>A person who falls, or who lies where nobody should.</summary>
internal sealed class FallKind : BehaviourKind<FallOptions>
{
    public override string Type => "fall";

    protected override IBehaviour Create(FallOptions options) => new FallBehaviour(options);
}
