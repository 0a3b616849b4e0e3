namespace SafetyHub.DeviceBridge.Video.Behaviours.LineCrossing;

/// <summary>A person who crosses a line.</summary>
internal sealed class LineCrossingKind : BehaviourKind<LineCrossingOptions>
{
    public override string Type => "line-crossing";

    public override AreaKind Areas => AreaKind.Lines;

    protected override IBehaviour Create(LineCrossingOptions options) => new LineCrossingBehaviour(options);
}
