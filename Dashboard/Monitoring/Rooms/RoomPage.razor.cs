using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using MudBlazor;
using SafetyHub.Dashboard.Access;
using SafetyHub.Dashboard.Incidents;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Dashboard.Monitoring.Walls;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Monitoring.Rooms;

/// <summary>The supervisor's overview: who sits where and how each desk does, broken tours, what was moved or bundled and why, and cameras that cry wolf.</summary>
public sealed partial class RoomPage : IAsyncDisposable
{
    private const int MostPositions = 64;
    private const int MostShown = 50;
    private const int MostDecided = 10;
    private const int ReadEvery = 3;
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _leaving = new();
    private NamesShown _names = default!;
    private RoomOverview? _read;
    private PageTimer? _clock;
    private DateTimeOffset _now;
    private DateTimeOffset _readAt;
    private HashSet<string> _floods = [];
    private string _me = "";
    private string _said = "";
    private string? _chosen;
    private long _turns;
    private bool _busy;
    private IJSObjectReference? _module;
    private DotNetObjectReference<RoomPage>? _self;

    [Inject] private Words Words { get; set; } = default!;
    [Inject] private IncidentWording Incidents { get; set; } = default!;
    [Inject] private WallWording Wording { get; set; } = default!;
    [Inject] private WallDesk Desk { get; set; } = default!;
    [Inject] private RoomOverviewReader Reader { get; set; } = default!;
    [Inject] private PeopleDirectory Directory { get; set; } = default!;
    [Inject] private IDialogService Dialogs { get; set; } = default!;
    [Inject] private ISnackbar Snackbar { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private TimeProvider Time { get; set; } = default!;
    [Inject] private IJSRuntime Js { get; set; } = default!;
    [Inject] private ILogger<RoomPage> Log { get; set; } = default!;
    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    private IReadOnlyList<RepeatOffender> Open => [.. (_read?.Offenders ?? []).Where(offender => offender.Status == OffenderStatus.Open)];

    private IEnumerable<RepeatOffender> Decided => (_read?.Offenders ?? []).Where(offender => offender.Status != OffenderStatus.Open).OrderByDescending(offender => offender.DecidedAt);

    private int Left => _read is null ? 0 : Math.Max(0, _read.Moved.Count() - MostShown) + Math.Max(0, _read.Groups.Count - MostShown);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        (_me, _now, _names) = ((await Authentication).User.Actor(), Time.GetUtcNow(), new NamesShown(Directory));
        if (!RendererInfo.IsInteractive) return;
        _clock = new PageTimer(Time, TimeSpan.FromSeconds(1), () => InvokeAsync(TickAsync), "room", Log);
        await GuardAsync(ReadAsync);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        _module = await Js.InvokeAsync<IJSObjectReference>("import", "/_content/SafetyHub.Dashboard/control-room.js");
        await _module.InvokeVoidAsync("start", _self, OverviewKey.Codes, false);
    }

    /// <summary>A key was pressed outside of fields and dialogs.</summary>
    [JSInvokable]
    public async Task OnKey(string code, bool shift)
    {
        await ActAsync(OverviewKey.Act(code, shift));
        StateHasChanged();
    }

    private async Task TickAsync()
    {
        // The clock first: whatever fails below, the screen shows that it lives and how old its content is.
        _now = Time.GetUtcNow();
        StateHasChanged();
        if (++_turns % ReadEvery != 0) return;
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        await _names.ReadAsync(_leaving.Token);
        _read = await Reader.ReadAsync();
        _readAt = Time.GetUtcNow();
        var floods = _read.Room.Positions.Where(position => position.Budget.IsFlood).Select(position => position.Position).ToHashSet();
        if (floods.Except(_floods).FirstOrDefault() is { } flooded) _said = $"{Wording.Position(flooded)} {Words["wall.flood.began"]}";
        _floods = floods;
    }

    private async Task ActAsync(OverviewAct act)
    {
        switch (act)
        {
            case OverviewAct.Next: await MoveAsync(+1); break;
            case OverviewAct.Previous: await MoveAsync(-1); break;
            case OverviewAct.Accept or OverviewAct.Decline when Chosen is { } offender: await DecideAsync((offender, act == OverviewAct.Accept)); break;
            case OverviewAct.Camera when Chosen is { } offender: Navigation.NavigateTo(Address.Camera(offender.Camera)); break;
            case OverviewAct.Clear: _chosen = null; break;
            case OverviewAct.Help: await Dialogs.ShowAsync<HelpDialog>(Words["help.title"], new DialogParameters { [nameof(HelpDialog.Keys)] = OverviewKey.Help }, RoomDialog.Options); break;
            default: break;
        }
    }

    private RepeatOffender? Chosen => Open.FirstOrDefault(offender => offender.Id == _chosen);

    private async Task MoveAsync(int step)
    {
        var shown = Open.Take(MostShown).ToList();
        if (shown.Count == 0) return;
        var at = shown.FindIndex(offender => offender.Id == _chosen);
        _chosen = shown[at < 0 ? 0 : Math.Clamp(at + step, 0, shown.Count - 1)].Id;
        if (_module is not null) await _module.InvokeVoidAsync("focus", "offender-" + _chosen);
    }

    private async Task DecideAsync((RepeatOffender Offender, bool Accept) wish)
    {
        if (_busy) return;
        (_busy, _chosen) = (true, wish.Offender.Id);
        try
        {
            var about = new DialogParameters { [nameof(DecideDialog.Offender)] = wish.Offender, [nameof(DecideDialog.Accept)] = wish.Accept };
            var title = Words[wish.Accept ? "overview.accept" : "overview.decline"];
            if (await WallDialog.AskAsync<DecideDialog, DecisionAnswer>(Dialogs, title, about) is not { } answer) return;
            await GuardAsync(() => CarryOutAsync(new OffenderDecision(_me, wish.Offender.Id, wish.Accept, answer.Note)));
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task CarryOutAsync(OffenderDecision decision)
    {
        var result = await Desk.DecideAsync(decision, _leaving.Token);
        if (result.Refusal == OffenderRefusal.None) Snackbar.Add(Words[decision.Accept ? "offender.accepted" : "offender.declined"], MudBlazor.Severity.Success);
        else Snackbar.Add(Words["offender.refused." + (int)result.Refusal], MudBlazor.Severity.Warning);
        await ReadAsync();
    }

    private async Task GuardAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception error) when (!_leaving.IsCancellationRequested)
        {
            // Storage or a silo is out of reach: the person is told that nothing happened and may press again.
            Log.LogError(error, "An act of {Actor} at the overview was not carried out", _me);
            Snackbar.Add(Words["refused.storage"], MudBlazor.Severity.Error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _clock?.Dispose();
        try
        {
            // First of all: a page that follows this one uses the same script and starts it anew.
            if (_module is not null) await _module.InvokeVoidAsync("stop");
        }
        catch (JSDisconnectedException)
        {
            // The browser went first; there is nothing left to stop.
        }
        await _leaving.CancelAsync();
        _self?.Dispose();
        _leaving.Dispose();
    }
}
