namespace SafetyHub.DeviceBridge.Video.Behaviours.Fire;

/// <summary>Something that has the colour of flames and flickers like them: a hint, no fire detector.</summary>
internal sealed class FireKind : BehaviourKind<FireOptions>
{
    public override string Type => "fire";

    public override bool IsHint => true;

    protected override IBehaviour Create(FireOptions options) => new FireBehaviour(options);
}
