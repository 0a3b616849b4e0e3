using System.Threading.Channels;
using SafetyHub.Devices;
using SafetyHub.Grains.Tests.Support;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using SafetyHub.Places;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Monitoring.Rooms;

/// <summary>Room, walls and offenders as grains, with incidents and devices as the hub has them.</summary>
public sealed class RoomGrainTests
{
    [Fact]
    public async Task CriticalFinding_OfACamera_IsOnTheWallAndRingsAtTheDeskOfItsPosition()
    {
        await using var hub = await HubCluster.StartAsync();
        await using var wall = await OpenAsync(hub, cameras: 20);
        await ReportAsync(hub, "cam-7", "fall");
        var view = await wall.UntilAsync(view => view.Tiles.Any(tile => tile.Kind == WallTileKind.Critical));
        var tile = Assert.Single(view.Tiles, tile => tile.Kind == WallTileKind.Critical);
        Assert.Equal(("cam-7", "fall", "Gate 7"), (tile.Camera.Value, tile.EventType, tile.PlaceName));
        var desk = await wall.UntilDeskAsync(desk => desk.Alarms.Count == 1);
        Assert.Equal((tile.Incident, true, 1), (desk.Alarms[0].Incident, desk.Alarms[0].Rings, desk.Budget.LastHour));
        Assert.Null(await wall.Grain.Since((await wall.Grain.Get()).Sequence));
        await hub.Incident(tile.Incident!.Value).Execute(new Resolve("user:park", null, Outcome.False, "a bag"));
        await wall.UntilDeskAsync(desk => desk.Alarms.Count == 0);
    }

    [Fact]
    public async Task Sighting_OfAPerson_IsOnTheWallAndNoAlarm()
    {
        await using var hub = await HubCluster.StartAsync();
        await using var wall = await OpenAsync(hub, cameras: 20);
        await ReportAsync(hub, "cam-3", "person");
        hub.Clock.Advance(TimeSpan.FromSeconds(1));
        var view = await wall.UntilAsync(view => view.Tiles.Any(tile => tile.EventType == "person"));
        Assert.Contains(view.Tiles, tile => tile.Camera.Value == "cam-3" && tile.Severity is null);
        Assert.Empty((await wall.Grain.Desk()).Alarms);
    }

    [Fact]
    public async Task CallForHelp_WhileAnotherOperatorSitsThere_RingsForWhoeverHoldsThePosition()
    {
        await using var hub = await HubCluster.StartAsync();
        await using var wall = await OpenAsync(hub, cameras: 5);
        var refused = await wall.Grain.SignIn("user:choi", null);
        Assert.Equal((WallRefusal.PositionTaken, "user:park"), (refused.Refusal, refused.Wall.StaffedBy));
        await hub.OpenSosAsync();
        var desk = await wall.UntilDeskAsync(desk => desk.Alarms.Count == 1);
        Assert.Equal(IncidentCategory.Sos, desk.Alarms[0].Category);
        var silenced = await wall.Grain.Execute(new SilenceAlarm("user:park", desk.Alarms[0].Incident));
        Assert.Equal(WallRefusal.None, silenced.Refusal);
        await wall.UntilDeskAsync(desk => desk.Alarms is [{ Rings: false }]);
        var room = await hub.Client.GetGrain<IControlRoomGrain>(GrainKeys.ControlRoom).Get();
        Assert.Equal((5, 0, 1), (room.Cameras, room.Unwatched, room.Positions.Single(position => position.StaffedBy is not null).OpenAlarms));
    }

    [Fact]
    public async Task WallAndRoom_AfterTheyWereTakenAway_KnowPinsSizeStaffAndWhatRang()
    {
        await using var hub = await HubCluster.StartAsync();
        await using var wall = await OpenAsync(hub, cameras: 20);
        Assert.Equal(WallRefusal.None, (await wall.Grain.Execute(new SetWallSize("user:park", 4))).Refusal);
        Assert.Equal(WallRefusal.None, (await wall.Grain.Execute(new PinCamera("user:park", DeviceId.Parse("cam-5")))).Refusal);
        Assert.Equal(WallRefusal.UnknownCamera, (await wall.Grain.Execute(new PinCamera("user:park", DeviceId.Parse("cam-none")))).Refusal);
        await hub.OpenSosAsync();
        await wall.UntilDeskAsync(desk => desk.Alarms.Count == 1);
        await hub.ForgetAsync(wall.Grain);
        await hub.ForgetAsync(hub.Client.GetGrain<IControlRoomGrain>(GrainKeys.ControlRoom));
        await wall.RenewAsync();
        var view = await wall.UntilAsync(view => view.Pins.Count == 1 && view.Tiles.Any(tile => tile.Camera.Value == "cam-5"));
        Assert.Equal((4, "user:park", "cam-5"), (view.Size, view.StaffedBy, view.Pins[0].Camera.Value));
        var desk = await wall.UntilDeskAsync(desk => desk.Alarms.Count == 1);
        Assert.Equal(1, desk.Budget.LastHour);
    }

    [Fact]
    public async Task FalseAlarms_OfOneCamera_AreProposedForRetuningAndStillRing()
    {
        await using var hub = await HubCluster.StartAsync();
        await using var wall = await OpenAsync(hub, cameras: 5);
        var list = hub.Client.GetGrain<IRepeatOffendersGrain>(GrainKeys.RepeatOffenders);
        for (var i = 0; i < 8; i++) await FalseAlarmAsync(hub, wall, i);
        var offender = await UntilAsync(async () => await list.List(OffenderStatus.Open) is [var first, ..] ? first : null);
        Assert.Equal(("cam-2", "Camera 2", "gate", "loitering"), (offender.Camera.Value, offender.CameraName, offender.Zone, offender.EventType));
        Assert.Equal((8, 0), (offender.Evidence.False, offender.Evidence.Real));
        var refused = await list.Decide(new OffenderDecision("user:park", offender.Id, Accept: false, null));
        Assert.Equal(OffenderRefusal.NoteRequired, refused.Refusal);
        var accepted = await list.Decide(new OffenderDecision("user:park", offender.Id, Accept: true, null));
        Assert.Equal((OffenderStatus.Accepted, "user:park"), (accepted.Offender!.Status, accepted.Offender.DecidedBy));
        Assert.Equal(OffenderRefusal.AlreadyDecided, (await list.Decide(new OffenderDecision("user:park", offender.Id, Accept: true, null))).Refusal);
        var again = await ReportAsync(hub, "cam-2", "loitering", """{"zone":"gate"}""", "e9");
        await wall.UntilDeskAsync(desk => desk.Alarms.Any(alarm => alarm.Incident.Value == again.IncidentId)
            || desk.Groups.Any(group => group.Members.Any(member => member.Incident.Value == again.IncidentId)));
    }

    private static async Task FalseAlarmAsync(HubCluster hub, Sitting wall, int number)
    {
        var receipt = await ReportAsync(hub, "cam-2", "loitering", """{"zone":"gate"}""", "e" + number);
        var incident = hub.Incident(IncidentId.Parse(receipt.IncidentId!));
        await incident.Execute(new Resolve("user:park", null, Outcome.False, null));
        await wall.UntilDeskAsync(desk => desk.Alarms.Count + desk.Groups.Count == 0);
    }

    private static Task<EventReceipt> ReportAsync(HubCluster hub, string camera, string type, string? data = null, string eventId = "e1") =>
        hub.Client.GetDevice(DeviceKind.Camera, DeviceId.Parse(camera)).ReportEvent(
            new DeviceEvent(DeviceId.Parse(camera), eventId + type, type, hub.Clock.GetUtcNow(), hub.Clock.GetUtcNow(), null, 0.8, data));

    /// <summary>A room with cameras, and somebody at p1.</summary>
    private static async Task<Sitting> OpenAsync(HubCluster hub, int cameras)
    {
        for (var i = 0; i < cameras; i++)
        {
            var place = new SubjectRef(SubjectKind.Place, $"gate-{i}");
            await hub.Client.GetGrain<IPlaceGrain>(GrainKeys.Subject(place)).Save(new PlaceProfile($"Gate {i}", "deogyang-gu", new GeoPoint(37.6 + (0.01 * i), 126.8)));
            await hub.Parts.Registry.SaveAsync(
                new DeviceRegistration(DeviceId.Parse($"cam-{i}"), DeviceKind.Camera, $"Camera {i}", place, new byte[16], new byte[32], hub.Clock.GetUtcNow()), CancellationToken.None);
        }
        var sitting = new Sitting(hub);
        await sitting.RenewAsync();
        await sitting.UntilAsync(view => view.Cameras == cameras);
        return sitting;
    }

    private static async Task<T> UntilAsync<T>(Func<Task<T?>> look) where T : class
    {
        for (var i = 0; i < 2_000; i++)
        {
            if (await look() is { } found) return found;
            await Task.Yield();
        }
        throw new TimeoutException("It never came");
    }

    /// <summary>Somebody at a position, whose page listens.</summary>
    private sealed class Sitting(HubCluster hub) : IWallObserver, IAsyncDisposable
    {
        private readonly Channel<WallView> _walls = Channel.CreateUnbounded<WallView>();
        private readonly Channel<DeskView> _desks = Channel.CreateUnbounded<DeskView>();

        public IVideoWallGrain Grain { get; } = hub.Client.GetGrain<IVideoWallGrain>(GrainKeys.Wall("p1"));

        public async Task RenewAsync()
        {
            Assert.Equal(WallRefusal.None, (await Grain.SignIn("user:park", "a")).Refusal);
            await Grain.Subscribe(hub.Client.CreateObjectReference<IWallObserver>(this));
            _walls.Writer.TryWrite(await Grain.Get());
            _desks.Writer.TryWrite(await Grain.Desk());
        }

        public Task WallChanged(WallView wall)
        {
            _walls.Writer.TryWrite(wall);
            return Task.CompletedTask;
        }

        public Task DeskChanged(DeskView desk)
        {
            _desks.Writer.TryWrite(desk);
            return Task.CompletedTask;
        }

        /// <summary>Before the cluster stops: its storage in memory lives in a silo as well, and is gone by the time that these would save.</summary>
        public async ValueTask DisposeAsync()
        {
            await hub.ForgetAsync(Grain);
            await hub.ForgetAsync(hub.Client.GetGrain<IControlRoomGrain>(GrainKeys.ControlRoom));
        }

        public Task<WallView> UntilAsync(Func<WallView, bool> holds) => UntilAsync(_walls.Reader, holds);

        public Task<DeskView> UntilDeskAsync(Func<DeskView, bool> holds) => UntilAsync(_desks.Reader, holds);

        private async Task<T> UntilAsync<T>(ChannelReader<T> views, Func<T, bool> holds)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (true)
            {
                var next = views.ReadAsync(patience.Token).AsTask();
                // The clock stands still unless somebody turns it; sign-in is renewed as a page would.
                while (!next.IsCompleted)
                {
                    hub.Clock.Advance(TimeSpan.FromMilliseconds(100));
                    await Grain.SignIn("user:park", "a");
                }
                if (await next is var view && holds(view)) return view;
            }
        }
    }
}
