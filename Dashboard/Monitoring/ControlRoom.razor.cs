using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using SafetyHub.Access;
using SafetyHub.Dashboard.Access;
using SafetyHub.Dashboard.Incidents;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Dashboard.Live;
using SafetyHub.Escalation;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using AlarmSeverity = SafetyHub.Incidents.Severity;

namespace SafetyHub.Dashboard.Monitoring;

/// <summary>The control room: the live queue with the incident beside it. What is here keeps the screen true; what a person does is in the other half.</summary>
public sealed partial class ControlRoom : IAsyncDisposable
{
    private const int RowsAtOnce = 150;
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan HandRests = TimeSpan.FromSeconds(15);

    private readonly QueueView _view = new();
    private readonly HashSet<IncidentId> _announced = [];
    private readonly HashSet<IncidentId> _calledFor = [];
    private readonly CancellationTokenSource _leaving = new();
    private QueueCounts _counts = new();
    private QueueFilter _filter = QueueFilter.Everything;
    private DateTimeOffset _now;
    private DateTimeOffset _handAt;
    private DateTimeOffset _mutedUntil;
    private Func<string?, string> _names = _ => "";
    private IReadOnlyList<Person> _people = [];
    private ClaimsPrincipal _person = new();
    private string _me = "";
    private string _assertive = "";
    private string _polite = "";
    private string _audio = "";
    private int _rowsShown = RowsAtOnce;
    private int _dirty;
    private IDisposable? _listening;
    private ITimer? _clock;
    private ITimer? _batch;
    private IJSObjectReference? _module;
    private DotNetObjectReference<ControlRoom>? _self;
    private string _alarm = "";

    [Inject] private Words Words { get; set; } = default!;
    [Inject] private IncidentWording Wording { get; set; } = default!;
    [Inject] private IIncidentFeed Feed { get; set; } = default!;
    [Inject] private PeopleDirectory Directory { get; set; } = default!;
    [Inject] private TimeProvider Time { get; set; } = default!;
    [Inject] private IJSRuntime Js { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private ILogger<ControlRoom> Log { get; set; } = default!;
    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _person = (await Authentication).User;
        _me = _person.Actor();
        _names = NameOf;
        _filter = QueueFilter.Read(new Uri(Navigation.Uri));
        _people = await Directory.ListAsync(_leaving.Token);
        _announced.UnionWith(Feed.Current.Select(incident => incident.Id));
        Refresh();
        if (!RendererInfo.IsInteractive) return;
        OpenAsked();
        _listening = Feed.OnChanged(_ => MarkDirty());
        _clock = Time.CreateTimer(_ => Post(TickAsync), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        _batch = Time.CreateTimer(_ => Post(RedrawAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        MarkDirty();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "/_content/SafetyHub.Dashboard/control-room.js");
            await _module.InvokeVoidAsync("start", _self);
        }
        await SoundAsync();
    }

    /// <summary>Whoever comes from the wall has an incident in mind.</summary>
    private void OpenAsked()
    {
        if (!QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query).TryGetValue("incident", out var asked)) return;
        if (Feed.Current.FirstOrDefault(incident => incident.Id.Value == asked.ToString()) is { } found)
        {
            Select(found);
            _paneOpen = true;
        }
        else
        {
            Snackbar.Add(Words["queue.not-here"], MudBlazor.Severity.Warning);
        }
    }

    /// <summary>One redraw for all changes of a tenth of a second.</summary>
    private void MarkDirty()
    {
        if (Interlocked.Exchange(ref _dirty, 1) == 0) _batch?.Change(Batch, Timeout.InfiniteTimeSpan);
    }

    private void Post(Func<Task> work) => _ = PostAsync(work);

    private async Task PostAsync(Func<Task> work)
    {
        try
        {
            await InvokeAsync(work);
        }
        catch (Exception error) when (_leaving.IsCancellationRequested && error is ObjectDisposedException or JSDisconnectedException or OperationCanceledException)
        {
            // The screen was closed between the timer and the redraw.
        }
        catch (Exception error)
        {
            // The circuit must fail loudly: a screen that stopped redrawing looks healthy.
            Log.LogError(error, "The control room could not redraw");
            await DispatchExceptionAsync(error);
        }
    }

    private Task RedrawAsync()
    {
        Interlocked.Exchange(ref _dirty, 0);
        Refresh();
        Announce();
        StateHasChanged();
        return Task.CompletedTask;
    }

    private async Task TickAsync()
    {
        _now = Time.GetUtcNow();
        if (_now.Second % 20 == 0) _people = await Directory.ListAsync(_leaving.Token);
        Refresh();
        StateHasChanged();
    }

    private void Refresh()
    {
        _now = Time.GetUtcNow();
        var all = Feed.Current;
        _counts = QueueCounts.Of(all, _now);
        _view.Update([.. all.Where(incident => _filter.Shows(incident, _me, _now, SearchText))], all, _now - _handAt < HandRests);
        if (_selected is { } id && all.FirstOrDefault(incident => incident.Id == id) is { } newest) _selectedSnapshot = newest;
    }

    private string SearchText(IncidentSnapshot incident) =>
        $"{incident.Subject.Name} {Wording.Category(incident.Category)} {Wording.Title(incident.TitleKey)} {incident.Id} {NameOf(incident.Assignee)}";

    private string NameOf(string? actor) =>
        actor is null ? "" : _people.FirstOrDefault(person => person.Actor == actor)?.Name ?? (actor.StartsWith("user:", StringComparison.Ordinal) ? actor[5..] : actor);

    private void Announce()
    {
        foreach (var incident in Feed.Current)
        {
            if (!incident.IsOpen || !_announced.Add(incident.Id)) continue;
            var text = Words.Format("announce.new", Wording.Severity(incident.Severity), incident.Subject.Name, Wording.Title(incident.TitleKey));
            if (incident.Severity == AlarmSeverity.Critical) _assertive = text;
            else _polite = text;
        }
        AnnounceCalls();
        if (_announced.Count > 2 * Feed.Current.Count + 100) _announced.IntersectWith(Feed.Current.Select(incident => incident.Id));
    }

    /// <summary>The plan's step to the supervisor is told to supervisors, once for each round of waiting.</summary>
    private void AnnounceCalls()
    {
        if (!_person.IsInRole(Roles.Supervisor)) return;
        foreach (var incident in Feed.Current)
        {
            var calls = incident is { IsOpen: true, Handling: Handling.Unacknowledged, Escalation.Target: StepTarget.Supervisor };
            if (!calls) _calledFor.Remove(incident.Id);
            else if (_calledFor.Add(incident.Id)) _assertive = Words.Format("announce.called", incident.Subject.Name, Wording.Title(incident.TitleKey));
        }
        if (_calledFor.Count > Feed.Current.Count) _calledFor.IntersectWith(Feed.Current.Select(incident => incident.Id));
    }

    private async Task SoundAsync()
    {
        var muted = _mutedUntil > _now;
        var alarm = $"{(int)(_counts.Loudest ?? 0)} {muted}";
        if (_module is null || alarm == _alarm) return;
        _alarm = alarm;
        await _module.InvokeVoidAsync("sound", (int)(_counts.Loudest ?? 0), muted);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        _listening?.Dispose();
        _clock?.Dispose();
        _batch?.Dispose();
        try
        {
            if (_module is not null)
            {
                await _module.InvokeVoidAsync("stop");
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser went first; there is nothing left to stop.
        }
        _self?.Dispose();
        _leaving.Dispose();
    }
}
