using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Behaviours.Crowd;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tests.Behaviours.Crowd;

public sealed class CrowdTests
{
    private static readonly Zone Square = new("square", [new(0, 0.3), new(1, 0.3), new(1, 1), new(0, 1)]);

    [Fact]
    public void People_CloseTogetherForTenSeconds_AreReportedOnceWithNumberAndDensity()
    {
        using var scene = Scene();
        scene.Show(9, Group(9));
        Assert.Empty(scene.Findings);

        scene.Show(30, Group(9));

        var finding = Assert.Single(scene.Findings);
        Assert.False(finding.Ends);
        Assert.Equal("square", finding.Area);
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.PeopleInZone, Value: >= 8 });
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.PeoplePerSquareMetre, Value: >= 0.3 });
    }

    [Fact]
    public void People_ManyButFarApart_AreNoCrowd()
    {
        using var scene = Scene();
        scene.Show(30, [.. Enumerable.Range(0, 10).Select(i => PaintedScene.Standing(0.06 + (i % 5 * 0.22), i < 5 ? 0.5 : 0.95, 0.15))]);

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void People_CloseButFew_AreNoCrowd()
    {
        using var scene = Scene();
        scene.Show(30, Group(6));

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Group_PassingInAFewSeconds_IsNoCrowd()
    {
        using var scene = Scene();
        for (var i = 0; i < 4; i++)
        {
            scene.Show(4, Group(9));
            scene.Show(8);
        }

        Assert.Empty(scene.Findings);
    }

    [Fact]
    public void Crowd_BetweenTheTwoLimits_GoesOnAndThenEndsOnce()
    {
        using var scene = Scene();
        scene.Show(15, Group(9));
        Assert.False(Assert.Single(scene.Take()).Ends);

        scene.Show(30, Group(7));
        Assert.Empty(scene.Take());
        scene.Show(30, Group(3));

        Assert.True(Assert.Single(scene.Take()).Ends);
        scene.Show(15, Group(9));
        Assert.False(Assert.Single(scene.Take()).Ends);
    }

    [Fact]
    public void Crowds_InTwoZones_EndWithTheLast()
    {
        using var scene = Scene();
        scene.Zones = [new Zone("left", [new(0, 0), new(0.5, 0), new(0.5, 1), new(0, 1)]), new Zone("right", [new(0.5, 0), new(1, 0), new(1, 1), new(0.5, 1)])];
        Box[] left = Group(9, 0.2), right = Group(9, 0.7);
        scene.Show(15, [.. left, .. right]);
        Assert.Equal(["left", "right"], scene.Take().Select(finding => finding.Area));

        scene.Show(20, right);
        Assert.Empty(scene.Take());
        scene.Show(20);

        Assert.True(Assert.Single(scene.Take()).Ends);
    }

    private static PaintedScene Scene() => new(new CrowdBehaviour(new CrowdOptions())) { Zones = [Square] };

    // Three in a row, about a step apart.
    private static Box[] Group(int people, double left = 0.4) =>
        [.. Enumerable.Range(0, people).Select(i => PaintedScene.Standing(left + (i % 3 * 0.06), 0.7 + (i / 3 * 0.04), 0.2))];
}
