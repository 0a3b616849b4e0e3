namespace SafetyHub.DeviceBridge.Video.Behaviours.Crowd;

/// <summary>Too many people too close to each other, and that it is over.</summary>
internal sealed class CrowdKind : BehaviourKind<CrowdOptions>
{
    public override string Type => "crowd";

    protected override IBehaviour Create(CrowdOptions options) => new CrowdBehaviour(options);
}
