namespace SafetyHub.DeviceBridge.Video.Behaviours.Loitering;

/// <summary>A person who stays in a zone; 10 seconds by the definition of KISA.</summary>
internal sealed class LoiteringKind : BehaviourKind<LoiteringOptions>
{
    public override string Type => "loitering";

    protected override IBehaviour Create(LoiteringOptions options) => new LoiteringBehaviour(options);
}
