namespace SafetyHub.DeviceBridge.Video.Behaviours.Lying;

/// <summary>A person who lies still where nobody should, whether or not the fall was seen.</summary>
internal sealed class LyingKind : BehaviourKind<LyingOptions>
{
    public override string Type => "lying";

    protected override IBehaviour Create(LyingOptions options) => new LyingBehaviour(options);
}
