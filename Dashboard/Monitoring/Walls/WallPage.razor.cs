using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using SafetyHub.Dashboard.Access;
using SafetyHub.Dashboard.Incidents;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Devices;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Monitoring.Walls;

/// <summary>The video wall and the desk of one operator position. What is here takes the seat and keeps the screen true; what a person does is in the other half.</summary>
public sealed partial class WallPage : IAsyncDisposable
{
    private const int MostTiles = 16;
    private const int RoomEvery = 5;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BrowserAnswersWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _leaving = new();
    private readonly List<PageTimer> _timers = [];
    private WallSeat? _seat;
    private NamesShown _names = default!;
    private CameraNames _cameras = default!;
    private WallAnnouncer _announcer = default!;
    private RoomView? _room;
    private WallView? _wall;
    private DeskView? _desk;
    private DateTimeOffset _now;
    private DateTimeOffset _askedAt;
    private DateTimeOffset _mutedUntil;
    private string _me = "";
    private string _audio = "";
    private string _alarm = "";
    private string? _refused;
    private long _turns;
    private int _sizeAsked;
    private IJSObjectReference? _module;
    private IJSObjectReference? _pictures;
    private DotNetObjectReference<WallPage>? _self;

    [Inject] private Words Words { get; set; } = default!;
    [Inject] private IncidentWording Incidents { get; set; } = default!;
    [Inject] private WallWording Wording { get; set; } = default!;
    [Inject] private WallDesk Desk { get; set; } = default!;
    [Inject] private IGrainFactory Grains { get; set; } = default!;
    [Inject] private IDeviceRegistry Registry { get; set; } = default!;
    [Inject] private PeopleDirectory Directory { get; set; } = default!;
    [Inject] private TimeProvider Time { get; set; } = default!;
    [Inject] private IJSRuntime Js { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private ILogger<WallPage> Log { get; set; } = default!;
    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    private string Title => _desk is { Budget.IsFlood: true } ? $"{Words["wall.flood.title"]} · {Words["app.name"]}" : $"{Words["wall.title"]} · {Words["app.name"]}";

    private bool IsStale => _seat?.Position is not null && _wall is not null && _now - _askedAt > StaleAfter;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        (_me, _now) = ((await Authentication).User.Actor(), Time.GetUtcNow());
        (_names, _cameras, _announcer) = (new NamesShown(Directory), new CameraNames(Registry), new WallAnnouncer(Words, Incidents, Wording));
        _seat = new WallSeat(Desk, _me);
        if (!RendererInfo.IsInteractive) return;
        _timers.Add(new PageTimer(Time, Second, () => InvokeAsync(TickAsync), "wall", Log));
        _timers.Add(new PageTimer(Time, HeartbeatEvery, () => InvokeAsync(BeatAsync), "wall heartbeat", Log));
        await GuardAsync(async () =>
        {
            await ReadRoomAsync();
            // A reload comes back to its own position; nobody is put on one that the room does not have.
            if (Wanted() is { } wanted && _room!.Positions.Any(position => position.Position == wanted)) await SitDownAsync(wanted, null);
        });
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "/_content/SafetyHub.Dashboard/control-room.js");
            await _module.InvokeVoidAsync("start", _self, WallKey.Codes);
            _pictures = await Js.InvokeAsync<IJSObjectReference>("import", "/_content/SafetyHub.Dashboard/cameras.js");
            await _pictures.InvokeVoidAsync("start");
        }
        await SoundAsync();
    }

    private string? Wanted() => QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query).TryGetValue("position", out var values) ? values.ToString() : null;

    private IVideoWallGrain Wall(string position) => Grains.GetGrain<IVideoWallGrain>(GrainKeys.Wall(position));

    private async Task TickAsync()
    {
        // The clock first: whatever fails below, the screen shows that it lives and how old its content is.
        _now = Time.GetUtcNow();
        StateHasChanged();
        if (_turns++ % RoomEvery == 0) await ReadRoomAsync();
        await ReadWallAsync();
        StateHasChanged();
    }

    private async Task ReadRoomAsync()
    {
        await _names.ReadAsync(_leaving.Token);
        _room = await Grains.GetGrain<IControlRoomGrain>(GrainKeys.ControlRoom).Get();
    }

    private async Task ReadWallAsync()
    {
        if (_seat?.Position is not { } position) return;
        var wall = await Wall(position).Since(_wall?.Sequence ?? 0);
        var desk = await Wall(position).DeskSince(_desk?.Sequence ?? 0) ?? _desk ?? await Wall(position).Desk();
        // The seat may have changed while we waited.
        if (_seat.Position != position) return;
        _askedAt = Time.GetUtcNow();
        if (wall is null && ReferenceEquals(desk, _desk)) return;
        await ShowAsync(wall ?? _wall!, desk);
    }

    private async Task ShowAsync(WallView wall, DeskView desk)
    {
        (_wall, _desk) = (wall, desk);
        if (_chosen is { } chosen && wall.Tiles.FirstOrDefault(tile => tile.Camera == chosen.Camera) is { } newest) _chosen = newest;
        if (_item is { } item && !Items().Contains(item)) _item = null;
        _announcer.Hear(wall, desk);
        await _cameras.LearnAsync(wall, _leaving.Token);
        // Our seat was given up (the room restarted, or another tab of ours left it): take it again at once, or learn who has it.
        if (wall.StaffedBy != _me) await RenewAsync();
    }

    /// <summary>Renews the seat when the browser answers: a page that lost its connection lives on here for minutes, and its operator sees nothing.</summary>
    private async Task BeatAsync()
    {
        if (_seat?.Position is null || _module is null) return;
        try
        {
            using var late = new CancellationTokenSource(BrowserAnswersWithin, Time);
            await _module.InvokeVoidAsync("here", late.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or JSDisconnectedException && !_leaving.IsCancellationRequested)
        {
            Log.LogWarning("The browser of {Actor} at position {Position} does not answer; the seat is not renewed", _me, _seat.Position);
            return;
        }
        await RenewAsync();
    }

    private async Task RenewAsync()
    {
        var result = await _seat!.RenewAsync();
        if (result is null || result.Refusal == WallRefusal.None) return;
        Forget();
        await ReadRoomAsync();
        StateHasChanged();
    }

    private void Forget()
    {
        (_wall, _desk, _chosen, _item, _refused) = (null, null, null, null, null);
        _announcer.Reset();
        Navigation.NavigateTo(Address.Wall(_seat?.Position), replace: true);
    }

    private async Task SoundAsync()
    {
        if (_module is null) return;
        var level = _desk is null ? 0 : Math.Max(
            _desk.Alarms.Where(alarm => alarm.Rings).Select(alarm => (int)alarm.Severity).DefaultIfEmpty().Max(),
            _desk.Groups.Where(group => group.Rings).Select(group => (int)group.Severity).DefaultIfEmpty().Max());
        var muted = _mutedUntil > _now;
        if ($"{level} {muted}" == _alarm) return;
        _alarm = $"{level} {muted}";
        await _module.InvokeVoidAsync("sound", level, muted);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var timer in _timers) timer.Dispose();
        try
        {
            // First of all: a page that follows this one uses the same scripts and starts them anew.
            if (_module is not null) await _module.InvokeVoidAsync("stop");
            if (_pictures is not null) await _pictures.InvokeVoidAsync("stop");
        }
        catch (JSDisconnectedException)
        {
            // The browser went first; there is nothing left to stop.
        }
        await _leaving.CancelAsync();
        await StandUpAsync();
        _self?.Dispose();
        _leaving.Dispose();
    }

    private async Task StandUpAsync()
    {
        try
        {
            if (_seat is not null) await _seat.LeaveAsync(CancellationToken.None);
        }
        catch (Exception error)
        {
            // Edge of the circuit: without renewal the room takes the position as empty after its own time.
            Log.LogWarning(error, "Position {Position} was not signed out; it falls empty by itself", _seat?.Position);
        }
    }
}
