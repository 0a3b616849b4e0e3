namespace SafetyHub.DeviceBridge.Video.Behaviours.Intrusion;

/// <summary>A person in a forbidden zone.</summary>
internal sealed class IntrusionKind : BehaviourKind<IntrusionOptions>
{
    public override string Type => "intrusion";

    protected override IBehaviour Create(IntrusionOptions options) => new IntrusionBehaviour(options);
}
