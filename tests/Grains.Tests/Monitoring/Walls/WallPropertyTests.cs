using CsCheck;
using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Tests.Monitoring.Walls;

/// <summary>Random hours at a wall: whatever happens, its promises hold.</summary>
public sealed class WallPropertyTests
{
    private const int Hours = 12;

    /// <summary>How much happens: incidents a minute, sightings a minute, critical ones an hour; and how big the wall is.</summary>
    private static readonly Gen<Load> Loads = Gen.Select(Gen.Int[30, 400], Gen.Int[4, 16], Gen.Int[0, 120], Gen.Int[0, 300], Gen.Int[0, 60], Gen.Int[0, 1_000_000])
        .Select((cameras, size, incidents, sightings, criticals, seed) => new Load(cameras, size, incidents, sightings, criticals, seed));

    [Fact]
    public void Camera_UnderAnyLoad_IsSeenWithinThePromise() => Loads.Sample(
        load =>
        {
            var stage = new WallStage(load.Cameras, load.Size);
            if (!stage.Board.Tiles.Plan.IsKept) return;
            Play(stage, load, 5_400, () => Assert.True(
                stage.Board.OldestUnseen <= stage.Options.TourPromise, $"{load}: a camera was not seen for {stage.Board.OldestUnseen}"));
        },
        iter: Hours, threads: 1);

    [Fact]
    public void CriticalIncident_UnderAnyLoad_IsUpInTheRoundThatHearsOfIt() => Loads.Sample(
        load =>
        {
            var stage = new WallStage(load.Cameras, load.Size);
            Play(stage, load, 1_200, () =>
            {
                var urgent = stage.Board.Own.Where(entry => entry.IsUrgent).ToList();
                var up = urgent.Count(entry => entry.Slot >= 0);
                Assert.True(up >= Math.Min(urgent.Count, stage.Board.Tiles.Free), $"{load}: {up} of {urgent.Count} critical cameras are up on {stage.Board.Tiles.Free} free tiles");
            });
        },
        iter: Hours, threads: 1);

    [Fact]
    public void Tile_UnderAnyLoad_DoesNotFlicker() => Loads.Sample(
        load =>
        {
            var stage = new WallStage(load.Cameras, load.Size);
            var before = new Dictionary<int, WallTiles.Tile>();
            Play(stage, load, 1_200, () =>
            {
                for (var slot = 0; slot < stage.Board.Size; slot++)
                {
                    var tile = stage.Board.Tiles.Tiles[slot];
                    if (before.TryGetValue(slot, out var old) && old.Entry is { } left && !ReferenceEquals(left, tile.Entry)) MayGo(stage, load, old, tile, slot);
                    before[slot] = tile;
                }
            });
        },
        iter: Hours, threads: 1);

    /// <summary>What had something to show goes early only for an emergency, and the tour turns at its own pace.</summary>
    private static void MayGo(WallStage stage, Load load, WallTiles.Tile old, WallTiles.Tile now, int slot)
    {
        var age = WallTiles.Age(old, stage.Now.UtcTicks);
        if (slot >= stage.Board.Tiles.Free)
        {
            Assert.True(age >= stage.Options.TourDwell, $"{load}: a tile of the tour turned after {age}");
            return;
        }
        if (old.IsFiller || now.Entry is { IsUrgent: true }) return;
        Assert.True(age >= stage.Options.ShortestDwell, $"{load}: a tile with something to see went after {age}");
    }

    private static void Play(WallStage stage, Load load, int seconds, Action look)
    {
        var random = new Random(load.Seed);
        var criticals = new List<(CameraNotice Notice, DateTimeOffset Until)>();
        for (var i = 0; i < seconds; i++)
        {
            if (random.NextDouble() < load.IncidentsPerMinute / 60.0) stage.Happen(random.Next(load.Cameras), (Severity)random.Next(1, 4), lasts: 10 + random.Next(600));
            if (random.NextDouble() < load.SightingsPerMinute / 60.0) stage.Happen(random.Next(load.Cameras), null, "person", lasts: 20);
            if (random.NextDouble() < load.CriticalsPerHour / 3600.0) criticals.Add((stage.Happen(random.Next(load.Cameras), Severity.Critical), stage.Now + TimeSpan.FromSeconds(30 + random.Next(300))));
            foreach (var over in criticals.Where(critical => critical.Until <= stage.Now)) stage.Board.End(over.Notice.Camera, over.Notice.Key);
            criticals.RemoveAll(critical => critical.Until <= stage.Now);
            stage.Step();
            look();
        }
    }

    private sealed record Load(int Cameras, int Size, int IncidentsPerMinute, int SightingsPerMinute, int CriticalsPerHour, int Seed);
}
