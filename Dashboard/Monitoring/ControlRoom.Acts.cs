using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using MudBlazor;
using SafetyHub.Dashboard.Incidents;
using SafetyHub.Incidents;
using AlarmSeverity = SafetyHub.Incidents.Severity;

namespace SafetyHub.Dashboard.Monitoring;

/// <summary>What a person does in the control room, by key or by button.</summary>
public sealed partial class ControlRoom
{
    private IncidentId? _selected;
    private IncidentSnapshot? _selectedSnapshot;
    private bool _paneOpen;
    private bool _busy;

    [Inject] private IncidentDesk Desk { get; set; } = default!;
    [Inject] private IDialogService Dialogs { get; set; } = default!;
    [Inject] private ISnackbar Snackbar { get; set; } = default!;

    private IncidentSnapshot? Selected => _selectedSnapshot;

    private bool IsSelected(IncidentSnapshot incident) => _selected == incident.Id;

    /// <summary>One row is in the tab order: the selected one, or the first while none is.</summary>
    private bool IsTabStop(IncidentSnapshot incident) =>
        _selected is { } id && _view.Rows.Any(row => row.Id == id) ? incident.Id == id : incident.Id == _view.Rows[0].Id;

    /// <summary>A key was pressed outside of fields and dialogs.</summary>
    [JSInvokable]
    public Task OnKey(string code, bool shift) => ActAsync(RoomKey.Act(code, shift));

    /// <summary>The hand moved in the list: nothing may move under it for a while.</summary>
    [JSInvokable]
    public void OnHand() => _handAt = Time.GetUtcNow();

    /// <summary>The browser allowed sound, or still waits for a gesture.</summary>
    [JSInvokable]
    public void OnAudio(string state)
    {
        _audio = state;
        StateHasChanged();
    }

    private async Task ActAsync(RoomAct act)
    {
        switch (act)
        {
            case RoomAct.Next: await MoveAsync(+1); break;
            case RoomAct.Previous: await MoveAsync(-1); break;
            case RoomAct.Open: if (_selected is { } id) await ChooseAsync(id); break;
            case RoomAct.Close: _paneOpen = false; break;
            case RoomAct.ShowNew: ShowNew(); break;
            case RoomAct.Search: if (_module is not null) await _module.InvokeVoidAsync("focus", "filter-search"); break;
            case RoomAct.Help: await HelpAsync(); break;
            case RoomAct.Mute: await ToggleMuteAsync(); break;
            case RoomAct.OnlyCritical: await ToggleSeverityAsync(AlarmSeverity.Critical); break;
            case RoomAct.OnlyHigh: await ToggleSeverityAsync(AlarmSeverity.High); break;
            case RoomAct.OnlyMedium: await ToggleSeverityAsync(AlarmSeverity.Medium); break;
            case RoomAct.OnlyLow: await ToggleSeverityAsync(AlarmSeverity.Low); break;
            case RoomAct.None: return;
            default: await HandleAsync(act); break;
        }
        StateHasChanged();
    }

    private async Task MoveAsync(int step)
    {
        OnHand();
        if (_view.Neighbour(_selected, _selected is null ? 0 : step) is not { } next) return;
        Select(next);
        if (_module is not null) await _module.InvokeVoidAsync("focus", "row-" + next.Id);
    }

    private async Task ChooseAsync(IncidentId id)
    {
        OnHand();
        if (Feed.Current.FirstOrDefault(incident => incident.Id == id) is { } incident) Select(incident);
        _paneOpen = _selectedSnapshot is not null;
        if (_view.Waiting.Any(waiting => waiting.Id == id)) ShowNew();
        if (_module is not null) await _module.InvokeVoidAsync("focus", "row-" + id);
    }

    private void Select(IncidentSnapshot incident) => (_selected, _selectedSnapshot) = (incident.Id, incident);

    private void ShowNew()
    {
        _handAt = DateTimeOffset.MinValue;
        Refresh();
    }

    private Task ToggleSeverityAsync(AlarmSeverity severity) => SetFilterAsync(_filter with { Severity = _filter.Severity == severity ? null : severity });

    private Task SetFilterAsync(QueueFilter filter)
    {
        _filter = filter;
        _rowsShown = RowsAtOnce;
        ShowNew();
        Navigation.NavigateTo(filter.Address(), replace: true);
        return Task.CompletedTask;
    }

    private Task ToggleMuteAsync()
    {
        _mutedUntil = _mutedUntil > _now ? DateTimeOffset.MinValue : _now + TimeSpan.FromMinutes(2);
        return Task.CompletedTask;
    }

    private async Task HelpAsync() => await Dialogs.ShowAsync<HelpDialog>(Words["help.title"], RoomDialog.Options);

    /// <summary>Asks what the act needs, then carries it out once: a second press while the first is under way does nothing.</summary>
    private async Task HandleAsync(RoomAct act)
    {
        // Only what was chosen on purpose: the first row may have changed since the eye saw it.
        if (_selectedSnapshot is not { } incident || _busy) return;
        _busy = true;
        try
        {
            if (await AskAsync(act, incident) is { } command) await CarryOutAsync(incident.Id, command, act);
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task<IncidentCommand?> AskAsync(RoomAct act, IncidentSnapshot incident)
    {
        var key = Guid.NewGuid().ToString("N");
        return act switch
        {
            RoomAct.Acknowledge => new Acknowledge(_me, key),
            RoomAct.Unacknowledge => new Unacknowledge(_me, key),
            RoomAct.Unshelve => new Unshelve(_me, key),
            RoomAct.Escalate => await RoomDialog.AskAsync<EscalateDialog, bool>(Dialogs, Words["escalate.title"], incident) ? new Escalate(_me, key) : null,
            RoomAct.Assign => await RoomDialog.AskAsync<AssignDialog, AssignAnswer>(Dialogs, Words["assign.title"], incident) is { } to ? new Assign(_me, key, to.Assignee) : null,
            RoomAct.Note => await RoomDialog.AskAsync<NoteDialog, string>(Dialogs, Words["note.title"], incident) is { } text ? new AddNote(_me, key, text) : null,
            RoomAct.Shelve => await RoomDialog.AskAsync<ShelveDialog, ShelveAnswer>(Dialogs, Words["shelve.title"], incident) is { } shelve
                ? new Shelve(_me, key, shelve.Reason, Time.GetUtcNow() + shelve.For) : null,
            RoomAct.Resolve => await RoomDialog.AskAsync<ResolveDialog, ResolveAnswer>(Dialogs, Words["resolve.title"], incident) is { } end
                ? new Resolve(_me, key, end.Outcome, end.Note) : null,
            _ => null,
        };
    }

    private async Task CarryOutAsync(IncidentId id, IncidentCommand command, RoomAct act)
    {
        try
        {
            var result = await Desk.ExecuteAsync(id, command, _leaving.Token);
            if (result.Incident is { } after && _selected == after.Id) _selectedSnapshot = after;
            if (result.Refusal == RefusalReason.None) Snackbar.Add(Words["done." + act.ToString().ToLowerInvariant()], MudBlazor.Severity.Success);
            else Snackbar.Add(Wording.Refusal(result, NameOf), MudBlazor.Severity.Warning);
        }
        catch (Exception error) when (!_leaving.IsCancellationRequested)
        {
            // Storage or a silo is out of reach: the person is told that nothing happened and may press again.
            Log.LogError(error, "{Command} on {Incident} was not carried out", command.GetType().Name, id);
            Snackbar.Add(Words["refused.storage"], MudBlazor.Severity.Error);
        }
    }
}
