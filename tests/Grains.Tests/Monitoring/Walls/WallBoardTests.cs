using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Tests.Monitoring.Walls;

public sealed class WallBoardTests
{
    [Fact]
    public void Wall_WithNothingToSee_IsFullAndGoesRound()
    {
        var stage = new WallStage(40);
        stage.Step();
        Assert.Equal(9, stage.Tiles.Count);
        Assert.All(stage.Tiles, tile => Assert.Contains(tile.Reasons, reason => reason.Key == WallReasonKeys.Tour));
        var seen = new HashSet<string>();
        for (var i = 0; i < 400; i++)
        {
            stage.Step();
            seen.UnionWith(stage.Tiles.Select(tile => tile.Camera.Value));
        }
        Assert.Equal(40, seen.Count);
    }

    [Fact]
    public void CriticalIncident_OnAFullWall_IsUpAtOnceAndSaysWhy()
    {
        var stage = new WallStage(100);
        for (var camera = 0; camera < 20; camera++) stage.Happen(camera, Severity.High);
        stage.Step();
        stage.Happen(77, Severity.Critical, "fall");
        stage.Step(0);
        var tile = Assert.Single(stage.Tiles, tile => tile.Camera == WallStage.Id(77));
        Assert.Equal((WallTileKind.Critical, Severity.Critical), (tile.Kind, tile.Severity));
        Assert.Equal(["fall", "4"], tile.Reasons[0].Arguments);
    }

    [Fact]
    public void Tile_WithSomethingToSee_KeepsItsSlotForTheShortestDwell()
    {
        var stage = new WallStage(100, size: 3);
        stage.Happen(1, Severity.Low);
        stage.Step();
        var slot = stage.Entry(1).Slot;
        for (var i = 0; i < 5; i++)
        {
            stage.Happen(10 + i, Severity.High);
            stage.Step();
            Assert.Equal(slot, stage.Entry(1).Slot);
        }
        stage.Step();
        stage.Step();
        Assert.False(stage.IsUp(1), "What is more severe and was never shown must get its turn after the shortest dwell");
    }

    [Fact]
    public void Wall_MoreToSeeThanTiles_ShowsEachInTurn()
    {
        var stage = new WallStage(100);
        for (var camera = 0; camera < 28; camera++) stage.Happen(camera, Severity.Medium);
        var up = new HashSet<string>();
        for (var i = 0; i < 28; i++)
        {
            stage.Step();
            up.UnionWith(stage.Tiles.Where(tile => tile.Incident is not null).Select(tile => tile.Camera.Value));
        }
        Assert.Equal(28, up.Count);
        Assert.Equal(0, stage.Board.Waiting);
    }

    [Fact]
    public void Incident_SeenAgainByItsCamera_IsShownAgain()
    {
        var stage = new WallStage(100, size: 3);
        var notice = stage.Happen(1, Severity.Medium);
        stage.Step();
        for (var camera = 10; camera < 20; camera++) stage.Happen(camera, Severity.High);
        for (var i = 0; i < 60; i++) stage.Step();
        Assert.False(stage.IsUp(1));
        stage.Board.Set(notice with { SeenAt = stage.Now });
        for (var i = 0; i < 8 && !stage.IsUp(1); i++) stage.Step();
        Assert.True(stage.IsUp(1));
    }

    [Fact]
    public void Camera_WithSomethingSevereInHand_IsStillShownForWhatIsNew()
    {
        var stage = new WallStage(100, size: 3);
        stage.Happen(1, Severity.High, "intrusion", owner: "user:park");
        stage.Step();
        for (var camera = 10; camera < 20; camera++) stage.Happen(camera, Severity.High);
        for (var i = 0; i < 60; i++) stage.Step();
        Assert.False(stage.IsUp(1));
        stage.Happen(1, Severity.Medium, "crowd");
        for (var i = 0; i < 8 && !stage.IsUp(1); i++) stage.Step();
        Assert.Equal("crowd", Assert.Single(stage.Tiles, tile => tile.Camera == WallStage.Id(1)).EventType);
    }

    [Fact]
    public void Camera_NearASevereIncident_IsRelatedAndSaysToWhat()
    {
        var stage = new WallStage(100);
        stage.Happen(50, Severity.High, "fight");
        stage.Step();
        var related = stage.Tiles.Where(tile => tile.Kind == WallTileKind.Related).ToList();
        Assert.Equal(["cam-49", "cam-51"], related.Select(tile => tile.Camera.Value).Order());
        Assert.All(related, tile => Assert.Equal(["Place 50", "100", "fight"], tile.Reasons.First(reason => reason.Key == WallReasonKeys.Near).Arguments));
    }

    [Fact]
    public void PasserBy_OnAWallOfIncidents_ChasesNobodyAway()
    {
        var stage = new WallStage(100, size: 3);
        stage.Happen(1, Severity.Low);
        stage.Step();
        for (var i = 0; i < 40; i++)
        {
            stage.Happen(20 + i, null, "person", lasts: 20);
            stage.Step();
        }
        Assert.True(stage.IsUp(1));
    }

    [Fact]
    public void Pin_UntilAnEmergencyNeedsItsTile_Stays()
    {
        var stage = new WallStage(100, size: 3);
        Assert.Equal(WallRefusal.None, WallActs.Pin(stage.Board, stage.Entry(5), "user:park", stage.Now).Reason);
        Assert.Equal(WallRefusal.TooManyPins, WallActs.Pin(stage.Board, stage.Entry(6), "user:park", stage.Now).Reason);
        Assert.Equal(WallRefusal.AlreadyPinned, WallActs.Pin(stage.Board, stage.Entry(5), "user:park", stage.Now).Reason);
        stage.Step();
        Assert.True(stage.IsUp(5));
        for (var camera = 10; camera < 30; camera++) stage.Happen(camera, Severity.High);
        for (var i = 0; i < 30; i++) stage.Step();
        Assert.True(stage.IsUp(5));
        var fires = new[] { stage.Happen(80, Severity.Critical), stage.Happen(90, Severity.Critical) };
        stage.Step(0);
        Assert.True(Assert.Single(WallPainter.Pins(stage.Board)).IsDisplaced);
        foreach (var fire in fires) stage.Board.End(fire.Camera, fire.Key);
        stage.Step();
        Assert.True(stage.IsUp(5));
    }

    [Fact]
    public void Dismissal_UntilSomethingWorse_HidesTheCamera()
    {
        var stage = new WallStage(100);
        stage.Happen(5, Severity.Medium);
        stage.Step();
        Assert.Equal(WallRefusal.InvalidArgument, Dismiss(stage, 5, " ", 10).Reason);
        Assert.Equal(WallRefusal.InvalidArgument, Dismiss(stage, 5, "a tree", 300).Reason);
        Assert.Equal(WallRefusal.None, Dismiss(stage, 5, "a tree", 10).Reason);
        Assert.Equal(WallRefusal.AlreadyDismissed, Dismiss(stage, 5, "a tree", 10).Reason);
        stage.Happen(5, Severity.Medium, "crowd");
        stage.Step();
        Assert.DoesNotContain(stage.Tiles, tile => tile.Camera == WallStage.Id(5) && tile.Kind != WallTileKind.Tour);
        stage.Happen(5, Severity.High, "fight");
        stage.Step();
        Assert.Contains(stage.Tiles, tile => tile.Camera == WallStage.Id(5) && tile.Kind == WallTileKind.Attention);
        stage.Step(601);
        Assert.Empty(WallPainter.Dismissals(stage.Board));
    }

    [Fact]
    public void Dismissal_OfACriticalIncidentNobodyOwns_IsRefused()
    {
        var stage = new WallStage(100);
        stage.Happen(5, Severity.Critical, "fall");
        stage.Step();
        Assert.Equal(WallRefusal.CriticalCannotBeDismissed, Dismiss(stage, 5, "I know", 10).Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public void Size_OutOfItsRange_IsRefused(int size) =>
        Assert.Equal(WallRefusal.InvalidArgument, WallActs.Resize(new WallStage(10).Board, size, new WallOptions()).Reason);

    [Fact]
    public void Size_TooSmallForTheTour_IsRefusedAndSaysWhatIsNeeded()
    {
        var stage = new WallStage(1_000);
        var refused = WallActs.Resize(stage.Board, 2, stage.Options);
        Assert.Equal(WallRefusal.TourImpossible, refused.Reason);
        Assert.Contains("6 tiles", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(9, stage.Board.Size);
    }

    private static Refused Dismiss(WallStage stage, int camera, string reason, int minutes) => WallActs.Dismiss(
        stage.Board, stage.Entry(camera), new DismissCamera("user:park", WallStage.Id(camera), reason, TimeSpan.FromMinutes(minutes)), stage.Now);

    [Fact]
    public void CriticalFinding_InAnIncidentThatSomebodyOwns_IsUpAtOnceForItsTurn()
    {
        var stage = new WallStage(100);
        for (var camera = 0; camera < 40; camera++) stage.Happen(camera, Severity.High);
        stage.Step();
        stage.Happen(77, Severity.Critical, "fall", owner: "user:park");
        stage.Step(0);
        Assert.True(stage.IsUp(77), "It may be another person who fell, at another camera of the same place");
        for (var i = 0; i < 6; i++) stage.Step();
        Assert.False(stage.Entry(77).IsUrgent);
        stage.Step(20);
        Assert.False(stage.IsUp(77), "Once seen, what is in somebody's hands gives way to what nobody has seen");
    }

    [Fact]
    public void DismissedCamera_WhoseCriticalIncidentSomebodyOwns_StaysDismissed()
    {
        var stage = new WallStage(100);
        var notice = stage.Happen(5, Severity.Critical, "fall", owner: "user:park");
        stage.Step();
        Assert.Equal(WallRefusal.None, WallActs.Dismiss(stage.Board, stage.Entry(5), new DismissCamera("user:park", WallStage.Id(5), "seen", TimeSpan.FromMinutes(10)), stage.Now).Reason);
        stage.Step();
        stage.Board.Set(notice with { SeenAt = stage.Now });
        stage.Step();
        Assert.False(stage.Entry(5).IsUrgent);
        stage.Board.Set(notice with { SeenAt = stage.Now, Owner = null });
        stage.Step(0);
        Assert.True(stage.IsUp(5), "A critical incident that nobody owns is never hidden");
    }
}
