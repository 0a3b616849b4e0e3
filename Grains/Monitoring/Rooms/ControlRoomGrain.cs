using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Offenders;
using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>
/// The room as a grain: <see cref="RoomBook"/> decides, this keeps it true and tells the walls. Reentrant: reading registry and log holds up no alarm;
/// between two awaits nothing else decides.
/// </summary>
[Reentrant]
internal sealed partial class ControlRoomGrain(
    [PersistentState("room", GrainsAssembly.Storage)] IPersistentState<RoomState> stored, RoomServices services, CameraCatalog catalog)
    : Grain, IControlRoomGrain, IRoomPort
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(20);

    private readonly Guid _start = Guid.NewGuid();
    private readonly ILogger _log = services.Logs.CreateLogger<ControlRoomGrain>();
    private readonly RoomBook _book = new(services.Room.Value, services.Walls.Value, services.Metrics);
    private readonly RoomReader _reader = new(services);
    private readonly Dictionary<RoomPosition, (long Changes, AlarmBudget Budget)> _told = [];
    private readonly HashSet<IncidentId> _learnt = [];
    private long _sequence;
    private long _saves;
    private bool _camerasRead;

    private DateTimeOffset Now => services.Clock.GetUtcNow();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _sequence = Now.ToUnixTimeMilliseconds();
        _book.Restore(stored.State, Now);
        _reader.Watermark = stored.State.Watermark;
        this.RegisterGrainTimer(static (self, _) => self.TickAsync(), this, new GrainTimerCreationOptions(TimeSpan.Zero, Second) { KeepAlive = true, Interleave = true });
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => await TryAsync("save", () => SaveAsync(evenForTheWatermark: false));

    public Task<RoomView> Get() => Task.FromResult(DeskPainter.Room(_book, Now));

    public Task<IReadOnlyList<AlarmBudget>> Budgets() => Task.FromResult(ReadBudgets());

    public Task<IReadOnlyList<PositionGroup>> Groups() => Task.FromResult<IReadOnlyList<PositionGroup>>(
        [.. _book.Positions.SelectMany(position => position.Groups.Values.Select(group => new PositionGroup(position.Id, DeskPainter.Group(group))))
            .OrderByDescending(group => group.Group.Since).Take(500)]);

    public Task Changed(RoomIncident incident)
    {
        Take(incident);
        return SendAsync();
    }

    public Task Noticed(IReadOnlyList<AttentionMark> marks)
    {
        foreach (var mark in marks) _book.Notice(mark);
        return SendAsync();
    }

    public Task Report(WallReport report)
    {
        _book.Report(report);
        return SendAsync();
    }

    public Task<WallWelcome> Join(string position, IReadOnlyList<DeviceId> also)
    {
        var cameras = also.Select(id => _book.Cameras.GetValueOrDefault(id)?.Camera).OfType<RoomCamera>().ToList();
        if (_book.Find(position) is not { } known)
        {
            return Task.FromResult(new WallWelcome(new WallOrder(_start, default, [], [], [], EmptyDesk(position)), cameras));
        }
        var notices = known.Cases.Values.SelectMany(RoomBook.NoticesOf).ToList();
        var order = new WallOrder(
            _start, new StaffSeat(known.Actor, known.Team), known.Cameras.ConvertAll(seat => seat.ToWatched()), notices, [], DeskPainter.Desk(known, ++_sequence, Now));
        return Task.FromResult(new WallWelcome(order, cameras));
    }

    public Task<RoomAnswer> SignIn(string position, string actor, string? team) => ActAsync(position, () => _book.SignIn(position, actor, team, Now));

    public Task<RoomAnswer> SignOut(string position, string actor) => ActAsync(position, () => _book.SignOut(position, actor, Now));

    public Task<RoomAnswer> HandOver(string position, HandOverCamera command) => ActAsync(position, () => _book.HandOver(position, command, Now));

    public Task<RoomAnswer> Silence(string position, SilenceAlarm command) => ActAsync(position, () => _book.Silence(position, command, Now));

    public Task<RoomAnswer> RingAgain(string position, IncidentId incident) => ActAsync(position, () => _book.RingAgain(position, incident));

    public Task<RoomAnswer> Ungroup(string position, UngroupAlarms command) => ActAsync(position, () => _book.Ungroup(position, command, Now));

    public Task<RoomCamera?> Describe(DeviceId camera) => Task.FromResult(_book.Cameras.GetValueOrDefault(camera)?.Camera);

    private async Task<RoomAnswer> ActAsync(string position, Func<Refused> act)
    {
        var refused = act();
        await SendAsync();
        var seat = _book.Find(position);
        return new RoomAnswer(refused.Reason, refused.Detail, new StaffSeat(seat?.Actor, seat?.Team), _start);
    }

    private void Take(RoomIncident incident)
    {
        _book.Take(incident, Now);
        if (!incident.IsOpen) Learn(incident);
        else if (incident.Subject.Subject is { Kind: SubjectKind.Resident } home && !_book.KnowsHome(home)) _ = FindHomeAsync(home);
    }

    /// <summary>What operators said of a camera's finding goes to the camera's record, once.</summary>
    private void Learn(RoomIncident incident)
    {
        if (incident.Outcome is not (Outcome.False or Outcome.Real) || !_learnt.Add(incident.Id)) return;
        if (_learnt.Count > 2_000) _learnt.Clear();
        foreach (var camera in incident.Reporters.Where(_book.Cameras.ContainsKey))
        {
            var lesson = new CameraLesson(incident.Id, incident.Outcome == Outcome.False, incident.OpenedAt, _book.Cameras[camera].Camera.Name);
            _ = TryAsync("lesson", () => services.Grains.GetGrain<ICameraOutcomesGrain>(GrainKeys.CameraOutcomes(camera)).Learn(lesson));
        }
    }

    /// <summary>The alarm rings before anybody knows where the home is; the cameras near by join it a moment later.</summary>
    private Task FindHomeAsync(SubjectRef home) => TryAsync("home", async () =>
    {
        var profile = await services.Grains.GetGrain<IResidentGrain>(GrainKeys.Subject(home)).Get();
        if (profile?.Position is not { } position) return;
        _book.SetHome(home, position, Now);
        await SendAsync();
    });

    private async Task TickAsync()
    {
        _book.Tick(Now);
        await SendAsync();
        if (_reader.CamerasDue(Now)) await TryAsync("cameras", ReadCamerasAsync);
        if (_reader.IncidentsDue(Now)) await TryAsync("incidents", ReadIncidentsAsync);
        if (++_saves % (long)SaveEvery.TotalSeconds == 0) await TryAsync("save", () => SaveAsync(evenForTheWatermark: true));
        services.Metrics.Show(ReadBudgets());
    }

    private async Task ReadCamerasAsync()
    {
        var anew = _reader.BeginCameras(Now);
        if (anew) _book.ForgetHomes();
        var cameras = await catalog.ReadAsync(anew);
        if (!_camerasRead || RoomReader.Differ(_book, cameras)) _book.SetCameras(cameras, Now);
        _camerasRead = true;
        await SendAsync();
    }

    private async Task ReadIncidentsAsync()
    {
        foreach (var incident in await _reader.ReadIncidentsAsync(Now)) Take(RoomIncident.Of(incident));
        await SendAsync();
    }

    /// <summary>Puts on their way what the walls must know, in the order in which it was decided; waits for no wall.</summary>
    private Task SendAsync()
    {
        foreach (var (position, order) in _book.Outbox.Drain(_start, DeskIfChanged)) Send(position.Id, order);
        foreach (var position in _book.Positions)
        {
            if (position.IsStaffed && DeskIfChanged(position) is { } desk) Send(position.Id, new WallOrder(_start, new StaffSeat(position.Actor, position.Team), null, [], [], desk));
        }
        return Task.CompletedTask;
    }

    private void Send(string position, WallOrder order) => _ = TryAsync("wall", () => services.Grains.GetGrain<IWallPort>(GrainKeys.Wall(position)).Take(order));

    private DeskView? DeskIfChanged(RoomPosition position)
    {
        var budget = position.Meter.Read(position.Id, Now);
        if (_told.TryGetValue(position, out var told) && told.Changes == position.DeskChanges && SameFigures(told.Budget, budget)) return null;
        _told[position] = (position.DeskChanges, budget);
        return DeskPainter.Desk(position, ++_sequence, Now);
    }

    private static bool SameFigures(AlarmBudget left, AlarmBudget right) =>
        left with { At = right.At, AverageHourly = right.AverageHourly, FloodShare = right.FloodShare } == right;

    private DeskView EmptyDesk(string position) =>
        new(position, ++_sequence, Now, [], [], new AlarmMeter(services.Room.Value).Read(position, Now), 0);

    private IReadOnlyList<AlarmBudget> ReadBudgets() =>
        [.. _book.Positions.Where(position => position.IsStaffed || position.Meter.Since != 0).Select(position => position.Meter.Read(position.Id, Now))];

    /// <summary>A watermark alone is not worth a write while the hub stops: an older one only means reading a little more.</summary>
    private async Task SaveAsync(bool evenForTheWatermark)
    {
        var state = _book.Store(evenForTheWatermark ? _reader.Watermark : stored.State.Watermark);
        if (RoomReader.SameText(stored.State, state)) return;
        stored.State = state;
        await stored.WriteStateAsync();
    }

    private async Task TryAsync(string work, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception failure)
        {
            // Edge of the room's own work, which nobody awaits: the next second, or the next look at the log, tries again.
            services.Metrics.Failed(work);
            LogFailed(_log, failure, work);
            if (failure is Orleans.Storage.InconsistentStateException) DeactivateOnIdle();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work '{Work}' of the control room failed and is tried again")]
    private static partial void LogFailed(ILogger logger, Exception failure, string work);
}
