using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Tests.Fakes;

/// <summary>A wall and its desk in memory, with the refusals of the contract that the pages show.</summary>
internal sealed class FakeWall(string position, FakeControlRoom room) : IVideoWallGrain
{
    private static readonly TourStatus Kept = new(TimeSpan.FromMinutes(60), true, 4, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(44), TimeSpan.FromMinutes(12));
    private static readonly AlarmBudget Calm = new("p1", DateTimeOffset.UnixEpoch, 1, 2, 6, 2.4, false, null, 0, 3, BudgetStage.Calm, 0, 0);
    private long _sequence = 1;
    private TaskCompletionSource<string>? _signOut;

    /// <summary>Commands in the order of their arrival.</summary>
    public List<WallCommand> Commands { get; } = [];

    public int SignIns { get; private set; }

    /// <summary>While true the wall cannot be asked.</summary>
    public bool Down { get; set; }

    public WallView View { get; private set; } = new(position, 1, DateTimeOffset.UnixEpoch, null, null, 9, 398, [], Kept, [], [], 0);

    public DeskView DeskView { get; private set; } = new(position, 1, DateTimeOffset.UnixEpoch, [], [], Calm with { Position = position }, 0);

    /// <summary>Ends with the next sign-out, and says whose it was.</summary>
    public Task<string> NextSignOut() => (_signOut = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Show(Func<WallView, WallView> change) => View = change(View) with { Sequence = ++_sequence };

    public void Tell(Func<DeskView, DeskView> change) => DeskView = change(DeskView) with { Sequence = ++_sequence };

    public Task<WallView> Get() => Answer(View);

    public Task<WallView?> Since(long sequence) => Answer(sequence == View.Sequence ? null : View);

    public Task<DeskView> Desk() => Answer(DeskView);

    public Task<DeskView?> DeskSince(long sequence) => Answer(sequence == DeskView.Sequence ? null : DeskView);

    public Task<WallResult> SignIn(string actor, string? team)
    {
        SignIns++;
        if (View.StaffedBy is { } holder && holder != actor) return Answer(new WallResult(WallRefusal.PositionTaken, "It is held by " + holder, View));
        if (View.StaffedBy is null) Show(view => view with { StaffedBy = actor, Team = team });
        return Answer(new WallResult(WallRefusal.None, null, View));
    }

    public Task<WallResult> SignOut(string actor)
    {
        if (View.StaffedBy != actor) return Answer(new WallResult(WallRefusal.PositionTaken, "It is held by another", View));
        Show(view => view with { StaffedBy = null, Team = null });
        _signOut?.TrySetResult(actor);
        return Answer(new WallResult(WallRefusal.None, null, View));
    }

    public Task<WallResult> Execute(WallCommand command)
    {
        Commands.Add(command);
        var refusal = Carry(command);
        return Answer(new WallResult(refusal, refusal == WallRefusal.None ? null : refusal.ToString(), View));
    }

    public Task Subscribe(IWallObserver observer) => throw new NotSupportedException();

    public Task Unsubscribe(IWallObserver observer) => throw new NotSupportedException();

    private WallRefusal Carry(WallCommand command)
    {
        var at = DateTimeOffset.UnixEpoch;
        switch (command)
        {
            case PinCamera c when View.Pins.Any(pin => pin.Camera == c.Camera): return WallRefusal.AlreadyPinned;
            case PinCamera c: Show(view => view with { Pins = [.. view.Pins, new WallPin(c.Camera, c.Actor, at, false)] }); break;
            case UnpinCamera c: Show(view => view with { Pins = [.. view.Pins.Where(pin => pin.Camera != c.Camera)] }); break;
            case DismissCamera c when View.Tiles.Any(tile => tile.Camera == c.Camera && tile.Kind == WallTileKind.Critical): return WallRefusal.CriticalCannotBeDismissed;
            case DismissCamera c:
                Show(view => view with
                {
                    Tiles = [.. view.Tiles.Where(tile => tile.Camera != c.Camera)],
                    Dismissals = [.. view.Dismissals, new WallDismissal(c.Camera, c.Actor, at, at + c.For, c.Reason)],
                });
                break;
            case RestoreCamera c: Show(view => view with { Dismissals = [.. view.Dismissals.Where(away => away.Camera != c.Camera)] }); break;
            case HandOverCamera c when !room.IsStaffed(c.Position): return WallRefusal.PositionNotStaffed;
            case HandOverCamera c: Show(view => view with { Tiles = [.. view.Tiles.Where(tile => tile.Camera != c.Camera)] }); break;
            case SilenceAlarm c: Ring(c.Incident, false, c.Actor); break;
            case RingAlarm c when DeskView.Alarms.Any(alarm => alarm.Incident == c.Incident && (alarm.Rings || alarm.Owner is not null)): return WallRefusal.NotSilenced;
            case RingAlarm c: Ring(c.Incident, true, null); break;
            case UngroupAlarms c when DeskView.Groups.All(group => group.Id != c.Group): return WallRefusal.NoSuchGroup;
            case UngroupAlarms c: Tell(desk => desk with { Groups = [.. desk.Groups.Where(group => group.Id != c.Group)] }); break;
            case SetWallSize c when c.Size < 3: return WallRefusal.TourImpossible;
            case SetWallSize c: Show(view => view with { Size = c.Size }); break;
            default: break;
        }
        return WallRefusal.None;
    }

    private void Ring(IncidentId incident, bool rings, string? by) => Tell(desk => desk with
    {
        Alarms = [.. desk.Alarms.Select(alarm => alarm.Incident == incident ? alarm with { Rings = rings, SilencedBy = by } : alarm)],
        Groups = [.. desk.Groups.Select(group => group.Members.Any(member => member.Incident == incident) ? group with { Rings = rings, SilencedBy = by } : group)],
    });

    private Task<T> Answer<T>(T answer) => Down ? throw new InvalidOperationException("The wall is away") : Task.FromResult(answer);
}
