using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Behaviours.Intrusion;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video.Tests.Behaviours;

public sealed class IntrusionTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Zone Left = new("left", [new(0, 0), new(0.5, 0), new(0.5, 1), new(0, 1)]);
    private static readonly Zone Low = new("low", [new(0, 0.5), new(1, 0.5), new(1, 1), new(0, 1)]);
    private readonly IntrusionBehaviour _intrusion = new(new IntrusionOptions());
    private readonly PersonTracker _tracker = new(0.5f, confirmHits: 2, TimeSpan.FromSeconds(2));
    private Zone[] _zones = [Left];
    private double _seconds;

    [Fact]
    public void Person_InsideForThreeSightings_IsReportedOnceWithReasons()
    {
        var findings = Walk(0.2f, 0.2f, 0.2f, 0.2f, 0.2f, 0.2f);

        var finding = Assert.Single(findings);
        Assert.Equal("left", finding.Area);
        Assert.Equal(0.8, finding.Confidence, 0.001);
        Assert.Contains(finding.Reasons, reason => reason is { Code: ObservationReason.SightingsInZone, Value: 3 });
    }

    [Fact]
    public void Person_WithOnlyTheHeadInside_IsNotReported()
    {
        _zones = [new Zone("high", [new(0, 0), new(1, 0), new(1, 0.4), new(0, 0.4)])]; // the foot is at 0.6

        Assert.Empty(Walk(0.2f, 0.2f, 0.2f, 0.2f, 0.2f, 0.2f));
    }

    [Fact]
    public void Person_SteppingOutBeforeTheThirdSighting_IsNotReported() =>
        Assert.Empty(Walk(0.55f, 0.55f, 0.48f, 0.47f, 0.53f, 0.48f, 0.47f, 0.53f));

    [Fact]
    public void Person_UnconfirmedYet_IsNotReported()
    {
        var unsure = new PersonTracker(0.5f, confirmHits: 10, TimeSpan.FromSeconds(2));

        Assert.Empty(Walk(unsure, 0.2f, 0.2f, 0.2f, 0.2f, 0.2f));
    }

    [Fact]
    public void Person_MissedInOneFrame_KeepsTheCount()
    {
        var findings = Walk(0.2f, 0.2f, 0.2f, null, 0.2f);

        Assert.Single(findings);
    }

    [Fact]
    public void Person_BackAfterAShortWhile_IsNotReportedAgain()
    {
        Assert.Single(Walk(0.45f, 0.45f, 0.45f, 0.45f));

        Assert.Empty(Walk(0.52f, 0.52f, 0.45f, 0.45f, 0.45f, 0.45f));
    }

    [Fact]
    public void Person_BackAfterTheRearmTime_IsReportedAgain()
    {
        Assert.Single(Walk(0.45f, 0.45f, 0.45f, 0.45f));
        Assert.Empty(Walk(Enumerable.Repeat<float?>(0.52f, 60).ToArray()));

        Assert.Single(Walk(0.45f, 0.45f, 0.45f, 0.45f));
    }

    [Fact]
    public void Person_InTwoZones_IsReportedForEach()
    {
        _zones = [Left, Low];

        var findings = Walk(0.2f, 0.2f, 0.2f, 0.2f);

        Assert.Equal(["left", "low"], findings.Select(finding => finding.Zone!.Id).Order());
    }

    [Fact]
    public void Zone_DrawnAroundAStandingPerson_ReportsFromThenOn()
    {
        _zones = [];
        Assert.Empty(Walk(0.2f, 0.2f, 0.2f, 0.2f));
        _zones = [Left];

        Assert.Single(Walk(0.2f, 0.2f, 0.2f, 0.2f));
    }

    [Theory]
    [InlineData(0.0f, 0.17f, 0.3f, false)] // an arm that reaches in from above, as wide as it is long
    [InlineData(0.0f, 0.17f, 0.6f, true)] // somebody whose head is cut off
    [InlineData(0.1f, 0.17f, 0.3f, true)] // somebody who crouches
    public void Box_AtTheUpperEdge_IsAPersonOnlyWhenItIsAsNarrowAsOne(float top, float width, float height, bool reported)
    {
        _zones = [Zone.WholePicture];
        List<Finding> findings = [];
        for (var i = 1; i <= 5; i++)
        {
            var at = Start.AddSeconds(i * 0.2);
            _tracker.Update([new Sighting(new Box(0.3f, top, width, height), 0.8f)], at);
            _intrusion.Observe(new Scene { At = at, Tracks = _tracker.Tracks, Zones = _zones }, findings);
        }

        Assert.Equal(reported ? 1 : 0, findings.Count);
    }

    private List<Finding> Walk(params float?[] middles) => Walk(_tracker, middles);

    private List<Finding> Walk(PersonTracker tracker, params float?[] middles)
    {
        List<Finding> findings = [];
        foreach (var middle in middles)
        {
            _seconds += 0.2;
            var at = Start.AddSeconds(_seconds);
            tracker.Update(middle is { } x ? [new Sighting(new Box(x - 0.1f, 0.3f, 0.2f, 0.3f), 0.8f)] : [], at);
            _intrusion.Observe(new Scene { At = at, Tracks = tracker.Tracks, Zones = _zones }, findings);
        }
        return findings;
    }
}
