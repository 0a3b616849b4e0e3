using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Utilities;
using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Rooms;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Walls;

/// <summary>
/// The wall of one operator position as a grain: <see cref="WallBoard"/> chooses, this listens to the room, to the person and to the clock. While somebody
/// sits here it chooses once a second and whenever the room tells something. Reentrant: asking the room holds up no tile; between two awaits nothing else
/// decides.
/// </summary>
[Reentrant]
internal sealed partial class VideoWallGrain : Grain, IVideoWallGrain, IWallPort
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromSeconds(15);

    private readonly IPersistentState<WallState> _stored;
    private readonly RoomServices _services;
    private readonly ILogger _log;
    private readonly string _position;
    private readonly WallBoard _board;
    private readonly WallMarks _marks = new();
    private readonly WallMemory _memory;
    private readonly ObserverManager<IWallObserver> _observers;
    private IGrainTimer? _timer;
    private StaffSeat _staff;
    private Guid _room;
    private DeskView? _desk;
    private long _sequence;
    private DateTimeOffset _decidedAt;
    private DateTimeOffset _reportedAt;
    private bool _joining;

    public VideoWallGrain([PersistentState("wall", GrainsAssembly.Storage)] IPersistentState<WallState> stored, RoomServices services, IGrainContext context)
    {
        (_stored, _services) = (stored, services);
        _position = GrainKeys.IdOf(context.GrainId.Key.ToString()!);
        _log = services.Logs.CreateLogger<VideoWallGrain>();
        _board = new WallBoard(services.Walls.Value);
        _memory = new WallMemory(_board);
        _observers = new ObserverManager<IWallObserver>(ForgottenAfter, _log) { GetDateTime = () => Now.UtcDateTime };
    }

    private DateTimeOffset Now => _services.Clock.GetUtcNow();

    private IRoomPort Room => _services.Grains.GetGrain<IRoomPort>(GrainKeys.ControlRoom);

    private bool IsStaffed => _staff.Actor is not null;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A restart is a change: whoever held an old number asks again.
        (_sequence, _decidedAt, _reportedAt) = (Now.ToUnixTimeMilliseconds(), Now, Now);
        _board.ChosenSize = _stored.State.Size;
        await TryAsync("join", JoinAsync);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => await TryAsync("save", SaveAsync);

    public Task<WallView> Get() => Task.FromResult(View());

    public Task<WallView?> Since(long sequence) => Task.FromResult(sequence == _sequence ? null : View());

    public async Task<DeskView> Desk()
    {
        if (_desk is null) await JoinAsync();
        return _desk ?? throw new InvalidOperationException($"The control room has not told the wall of position {_position} about its desk yet");
    }

    public Task<DeskView?> DeskSince(long sequence) => Task.FromResult(sequence == _desk?.Sequence ? null : _desk);

    public async Task<WallResult> SignIn(string actor, string? team)
    {
        ArgumentException.ThrowIfNullOrEmpty(actor);
        return await AnsweredAsync(await Room.SignIn(_position, actor, team));
    }

    public async Task<WallResult> SignOut(string actor)
    {
        ArgumentException.ThrowIfNullOrEmpty(actor);
        return await AnsweredAsync(await Room.SignOut(_position, actor));
    }

    public async Task<WallResult> Execute(WallCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        switch (command)
        {
            case HandOverCamera c: return await AnsweredAsync(await Room.HandOver(_position, c));
            case SilenceAlarm c: return await AnsweredAsync(await Room.Silence(_position, c));
            case RingAlarm c: return await AnsweredAsync(await Room.RingAgain(_position, c.Incident));
            case UngroupAlarms c: return await AnsweredAsync(await Room.Ungroup(_position, c));
            case PinCamera c when _board.Find(c.Camera) is null && await Room.Describe(c.Camera) is { } other: _board.Know(other); break;
        }
        var refused = Act(command);
        if (refused.Reason == WallRefusal.None && command is not LookAtCamera) await SaveAsync();
        Round();
        return new WallResult(refused.Reason, refused.Detail, View());
    }

    public Task Subscribe(IWallObserver observer)
    {
        _observers.ClearExpired();
        _observers.Subscribe(observer, observer);
        return Task.CompletedTask;
    }

    public Task Unsubscribe(IWallObserver observer)
    {
        _observers.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    public async Task Take(WallOrder order)
    {
        if (order.Room != _room)
        {
            // The room started anew and knows nothing of what was told before, and this wall may have missed what it said first.
            await TryAsync("join", JoinAsync);
            return;
        }
        Apply(order);
    }

    private Refused Act(WallCommand command)
    {
        var now = Now;
        switch (command)
        {
            case PinCamera c: return WallActs.Pin(_board, _board.Find(c.Camera), c.Actor, now);
            case UnpinCamera c: return WallActs.Unpin(_board.Find(c.Camera));
            case DismissCamera c: return WallActs.Dismiss(_board, _board.Find(c.Camera), c, now);
            case RestoreCamera c: return WallActs.Restore(_board.Find(c.Camera));
            case SetWallSize c: return WallActs.Resize(_board, c.Size, _services.Walls.Value);
            case LookAtCamera c when _board.Find(c.Camera) is { } entry:
                WallBoard.Look(entry, now);
                return WallActs.Done;
            case LookAtCamera: return new(WallRefusal.UnknownCamera, "This position does not have the camera.");
            default: throw new ArgumentException($"A wall knows no {command.GetType().Name}", nameof(command));
        }
    }

    private async Task<WallResult> AnsweredAsync(RoomAnswer answer)
    {
        if (answer.Room != _room) await TryAsync("join", JoinAsync);
        Seat(answer.Staff);
        Round();
        return new WallResult(answer.Reason, answer.Detail, View());
    }

    /// <summary>Asks the room for everything; what is pinned or dismissed is put back on the books.</summary>
    private async Task JoinAsync()
    {
        if (_joining) return;
        _joining = true;
        try
        {
            var welcome = await Room.Join(_position, [.. _stored.State.Pins.Select(pin => DeviceId.Parse(pin.Camera))]);
            _room = welcome.Order.Room;
            foreach (var camera in welcome.Also) _board.Know(camera);
            Apply(welcome.Order);
            _memory.ReportAnew();
        }
        finally
        {
            _joining = false;
        }
    }

    private void Apply(WallOrder order)
    {
        _board.Take(order.Cameras is { } cameras ? order with { Cameras = WallMemory.Recall(cameras, _stored.State) } : order, Now);
        if (order.Cameras is not null) _memory.Restore(_stored.State, Now);
        Seat(order.Staff);
        if (order.Desk is { } desk && desk.Sequence > (_desk?.Sequence ?? 0))
        {
            _desk = desk;
            _ = _observers.Notify(observer => observer.DeskChanged(desk));
        }
        Round();
    }

    private void Seat(StaffSeat staff)
    {
        _staff = staff;
        if (IsStaffed && _timer is null)
        {
            _timer = this.RegisterGrainTimer(static (self, _) => self.TickAsync(), this, new GrainTimerCreationOptions(Second, Second) { KeepAlive = true, Interleave = true });
        }
        else if (!IsStaffed)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    private async Task TickAsync()
    {
        Round();
        if (Now - _reportedAt < ReportEvery) return;
        _reportedAt = Now;
        await TryAsync("report", () => Room.Report(_memory.Report(_position, [])));
        await TryAsync("save", SaveAsync);
    }

    /// <summary>One choice. Nothing is shown where nobody sits: it would count as seen.</summary>
    private void Round()
    {
        if (IsStaffed)
        {
            var began = _services.Clock.GetTimestamp();
            var shown = _board.Choose(Now);
            _services.Metrics.Round(_services.Clock.GetElapsedTime(began));
            _services.Metrics.OldestUnseen(_position, _board.OldestUnseen);
            if (shown.Count > 0)
            {
                var report = new WallReport(_position, [.. shown], [], []);
                _ = TryAsync("report", () => Room.Report(report));
            }
        }
        if (!_marks.Changed(_board, _staff.Actor, _staff.Team)) return;
        (_sequence, _decidedAt) = (_sequence + 1, Now);
        if (_observers.Count == 0) return;
        var view = View();
        _ = _observers.Notify(observer => observer.WallChanged(view));
    }

    private WallView View()
    {
        var options = _services.Walls.Value;
        return new WallView(
            _position, _sequence, _decidedAt, _staff.Actor, _staff.Team, _board.Size, _board.Own.Count, IsStaffed ? WallPainter.Tiles(_board, _decidedAt, options) : [],
            WallPainter.Tour(_board, options), WallPainter.Pins(_board), WallPainter.Dismissals(_board), _board.Waiting);
    }

    private async Task SaveAsync()
    {
        if (!_memory.Store(_stored.State, Now)) return;
        await _stored.WriteStateAsync();
    }

    private async Task TryAsync(string work, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception failure)
        {
            // Edge of the wall's own work, which nobody awaits: the wall goes on with what it knows, and the next message or minute tries again.
            _services.Metrics.Failed("wall-" + work);
            LogFailed(_log, failure, work, _position);
            if (failure is Orleans.Storage.InconsistentStateException) DeactivateOnIdle();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work '{Work}' of the wall of position {Position} failed and is tried again")]
    private static partial void LogFailed(ILogger logger, Exception failure, string work, string position);
}
