namespace SafetyHub.DeviceBridge.Video.Behaviours.Smoke;

/// <summary>Something grey that spreads, blurs what lies behind it and keeps moving inside: a hint, no smoke detector.</summary>
internal sealed class SmokeKind : BehaviourKind<SmokeOptions>
{
    public override string Type => "smoke";

    public override bool IsHint => true;

    protected override IBehaviour Create(SmokeOptions options) => new SmokeBehaviour(options);
}
