using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Behaviours.LineCrossing;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tests.Behaviours.LineCrossing;

public sealed class LineCrossingTests
{
    // From top to bottom: on the right hand of who walks down is the left of the picture.
    private static readonly Line Door = new("door", new(0.5, 0.3), new(0.5, 0.95));
    private static readonly Box Left = PaintedScene.Standing(0.3, 0.8);
    private static readonly Box Right = PaintedScene.Standing(0.7, 0.8);

    [Fact]
    public void Person_WalkingOverTheLine_IsReportedOnceWithTheDirection()
    {
        using var scene = Scene(new LineCrossingOptions());
        scene.Walk(Right, Left, 4);
        scene.Show(3, Left);

        var finding = Assert.Single(scene.Findings);
        Assert.Equal("door", finding.Area);
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.CrossedForward, Value: 2 });
        Assert.Equal(0.8, finding.Confidence, 0.01);
    }

    [Theory]
    [InlineData(nameof(CrossingDirection.Both), 2)]
    [InlineData(nameof(CrossingDirection.Forward), 1)]
    [InlineData(nameof(CrossingDirection.Backward), 1)]
    public void Person_WalkingThereAndBack_IsReportedForTheWishedDirections(string direction, int times)
    {
        using var scene = Scene(new LineCrossingOptions { Direction = Enum.Parse<CrossingDirection>(direction) });
        scene.Walk(Right, Left, 4);
        scene.Walk(Left, Right, 4);

        Assert.Equal(times, scene.Findings.Count);
    }

    [Fact]
    public void Person_TremblingOnTheLine_CrossesNothing()
    {
        using var scene = Scene(new LineCrossingOptions());
        scene.Walk(Left, PaintedScene.Standing(0.49, 0.8), 2);
        for (var i = 0; i < 20; i++)
            scene.Show(PaintedScene.Standing(i % 2 == 0 ? 0.507 : 0.493, 0.8));
        scene.Walk(PaintedScene.Standing(0.49, 0.8), Left, 2);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Person_TurningBackAtOnce_CrossesNothing()
    {
        using var scene = Scene(new LineCrossingOptions());
        scene.Walk(Left, PaintedScene.Standing(0.52, 0.8), 2);
        scene.Walk(PaintedScene.Standing(0.52, 0.8), Left, 2);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Person_GoingRoundTheEnd_CrossesNothing()
    {
        using var scene = Scene(new LineCrossingOptions());
        scene.Lines = [new Line("short", new(0.5, 0.6), new(0.5, 0.75))];
        scene.Walk(PaintedScene.Standing(0.3, 0.9), PaintedScene.Standing(0.7, 0.9), 4);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Person_LostJustAtTheLine_IsReportedWhenFoundBeyondIt()
    {
        using var scene = Scene(new LineCrossingOptions());
        scene.Walk(Left, PaintedScene.Standing(0.48, 0.8), 3);
        scene.Show(0.6);
        scene.Walk(PaintedScene.Standing(0.53, 0.8), Right, 3);

        Assert.Single(scene.Findings);
    }

    [Fact]
    public void Person_BackWithinTheRearmTime_IsNotReportedTwiceInOneDirection()
    {
        using var scene = Scene(new LineCrossingOptions { Direction = CrossingDirection.Forward, Rearm = TimeSpan.FromMinutes(1) });
        for (var i = 0; i < 3; i++)
        {
            scene.Walk(Right, Left, 3);
            scene.Walk(Left, Right, 3);
        }

        Assert.Single(scene.Findings);
    }

    private static PaintedScene Scene(LineCrossingOptions options) => new(new LineCrossingBehaviour(options)) { Lines = [Door] };
}
