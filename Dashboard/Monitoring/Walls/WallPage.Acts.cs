using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using MudBlazor;
using SafetyHub.Dashboard.Incidents;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Monitoring.Walls;

/// <summary>What a person does at the wall, by key or by button.</summary>
public sealed partial class WallPage
{
    private static readonly TimeSpan MuteLasts = TimeSpan.FromMinutes(2);

    private WallTile? _chosen;
    private DeskItem? _item;
    private bool _itemIsLast;
    private bool _busy;

    [Inject] private IDialogService Dialogs { get; set; } = default!;
    [Inject] private ISnackbar Snackbar { get; set; } = default!;

    private bool IsShown => _chosen is { } chosen && _wall?.Tiles.Any(tile => tile.Camera == chosen.Camera) == true;

    private bool IsPinned => _chosen is { } chosen && _wall?.Pins.Any(pin => pin.Camera == chosen.Camera) == true;

    /// <summary>A key was pressed outside of fields and dialogs.</summary>
    [JSInvokable]
    public async Task OnKey(string code, bool shift)
    {
        if (!shift && WallKey.Slot(code) is { } slot) await ChooseSlotAsync(slot);
        else await ActAsync(WallKey.Act(code, shift));
        StateHasChanged();
    }

    /// <summary>The browser allowed sound, or still waits for a gesture.</summary>
    [JSInvokable]
    public void OnAudio(string state)
    {
        _audio = state;
        StateHasChanged();
    }

    private WallTile? TileIn(int slot) => _wall?.Tiles.FirstOrDefault(tile => tile.Slot == slot);

    private bool IsTabStop(WallTile tile) => tile.Camera == (IsShown ? _chosen!.Camera : _wall!.Tiles[0].Camera);

    private void Choose(WallTile tile) => (_chosen, _itemIsLast) = (tile, false);

    private void ChooseItem(DeskItem item) => (_item, _itemIsLast) = (item, true);

    private List<DeskItem> Items() =>
        _desk is null || _wall is null ? [] : [.. _desk.Alarms.Select(DeskItem.Of), .. _desk.Groups.Select(DeskItem.Of), .. _wall.Dismissals.Select(DeskItem.Of)];

    private async Task ActAsync(WallAct act)
    {
        switch (act)
        {
            case WallAct.Left or WallAct.Right or WallAct.Up or WallAct.Down: await MoveAsync(act); break;
            case WallAct.Next: await MoveItemAsync(+1); break;
            case WallAct.Previous: await MoveItemAsync(-1); break;
            case WallAct.Look: await LookAsync(); break;
            case WallAct.Help: await Dialogs.ShowAsync<HelpDialog>(Words["help.title"], new DialogParameters { [nameof(HelpDialog.Keys)] = WallKey.Help }, RoomDialog.Options); break;
            case WallAct.Mute: await ToggleMuteAsync(); break;
            case WallAct.Clear: (_chosen, _item) = (null, null); break;
            case WallAct.Incident: if (Chosen() is { } incident) await ShowAsideAsync(Address.Incident(incident)); break;
            case WallAct.Camera: if (_chosen is { } chosen) await ShowAsideAsync(Address.Camera(chosen.Camera)); break;
            case WallAct.Silence when _item is { } item: await ActOnItemAsync((IsSilent(item) ? WallAct.Ring : WallAct.Silence, item)); break;
            case WallAct.Ungroup or WallAct.Restore when _item is { } item: await ActOnItemAsync((act, item)); break;
            case WallAct.Pin or WallAct.Dismiss or WallAct.HandOver when _chosen is { } camera: await HandleAsync(act, () => AskAsync(act, camera)); break;
            default: break;
        }
    }

    private Task ActOnItemAsync((WallAct Act, DeskItem Item) wish)
    {
        ChooseItem(wish.Item);
        return HandleAsync(wish.Act, () => AskAsync(wish.Act, wish.Item));
    }

    private async Task MoveAsync(WallAct step)
    {
        if (_wall is not { Tiles.Count: > 0 } wall) return;
        var from = IsShown ? _chosen!.Slot : -1;
        var slot = from < 0 ? wall.Tiles[0].Slot : from;
        // Over slots that show nothing.
        do
        {
            var next = from < 0 ? slot : WallShape.Neighbour(slot, wall.Size, step);
            if (next == slot && from >= 0) return;
            slot = next;
        }
        while (TileIn(slot) is null);
        await ChooseSlotAsync(slot);
    }

    private async Task ChooseSlotAsync(int slot)
    {
        if (TileIn(slot) is not { } tile) return;
        Choose(tile);
        if (_module is not null) await _module.InvokeVoidAsync("focus", $"tile-{slot}");
    }

    private async Task MoveItemAsync(int step)
    {
        var items = Items();
        if (items.Count == 0) return;
        var at = _item is null ? -1 : items.IndexOf(_item);
        ChooseItem(items[at < 0 ? 0 : Math.Clamp(at + step, 0, items.Count - 1)]);
        if (_module is not null) await _module.InvokeVoidAsync("focus", _item!.ElementId);
    }

    /// <summary>The alarm's incident, or any of a group's: the desk silences the whole group by it.</summary>
    private IncidentId? MemberOf(DeskItem item) => item.Kind switch
    {
        DeskItemKind.Alarm => IncidentId.Parse(item.Id),
        DeskItemKind.Group when _desk?.Groups.FirstOrDefault(group => group.Id == item.Id) is { Members.Count: > 0 } group => group.Members[0].Incident,
        _ => null,
    };

    /// <summary>True for what was silenced and can ring again.</summary>
    private bool IsSilent(DeskItem item) => item.Kind switch
    {
        DeskItemKind.Alarm => _desk?.Alarms.FirstOrDefault(alarm => alarm.Incident.Value == item.Id) is { Rings: false },
        DeskItemKind.Group => _desk?.Groups.FirstOrDefault(group => group.Id == item.Id) is { Rings: false },
        _ => false,
    };

    /// <summary>The incident of what was selected last.</summary>
    private IncidentId? Chosen() =>
        _itemIsLast && _item is { Kind: DeskItemKind.Alarm } item ? IncidentId.Parse(item.Id) : _chosen?.Incident;

    private async Task ShowAsideAsync(string address)
    {
        if (_module is not null) await _module.InvokeVoidAsync("showAside", address, Address.OtherWindow);
    }

    private async Task LookAsync()
    {
        if (_itemIsLast && Chosen() is { } incident)
        {
            await ShowAsideAsync(Address.Incident(incident));
            return;
        }
        if (_chosen is not { } tile || _seat?.Position is not { } position) return;
        await GuardAsync(() => Desk.ExecuteAsync(position, new LookAtCamera(_me, tile.Camera), _leaving.Token));
        var parameters = new DialogParameters { [nameof(LookDialog.Tile)] = tile, [nameof(LookDialog.NameOf)] = (Func<string?, string>)_names.Of };
        await Dialogs.ShowAsync<LookDialog>(tile.Name, parameters, new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Large, FullWidth = true });
    }

    private async Task<WallCommand?> AskAsync(WallAct act, WallTile tile)
    {
        switch (act)
        {
            case WallAct.Pin: return IsPinned ? new UnpinCamera(_me, tile.Camera) : new PinCamera(_me, tile.Camera);
            case WallAct.Dismiss:
                var name = new DialogParameters { [nameof(DismissDialog.CameraName)] = tile.Name };
                return await WallDialog.AskAsync<DismissDialog, ShelveAnswer>(Dialogs, Words["wall.act.dismiss"], name) is { } away
                    ? new DismissCamera(_me, tile.Camera, away.Reason, away.For) : null;
            case WallAct.HandOver:
                var to = new DialogParameters
                {
                    [nameof(HandOverDialog.CameraName)] = tile.Name, [nameof(HandOverDialog.NameOf)] = (Func<string?, string>)_names.Of,
                    [nameof(HandOverDialog.Positions)] = _room?.Positions.Where(position => position.StaffedBy is not null && position.Position != _seat?.Position).ToList() ?? [],
                };
                return await WallDialog.AskAsync<HandOverDialog, HandOverAnswer>(Dialogs, Words["wall.act.hand-over"], to) is { } other
                    ? new HandOverCamera(_me, tile.Camera, other.Position, other.Note) : null;
            default: return null;
        }
    }

    private async Task<WallCommand?> AskAsync(WallAct act, DeskItem item)
    {
        if (act is WallAct.Silence or WallAct.Ring)
        {
            if (MemberOf(item) is not { } incident) return null;
            return act == WallAct.Silence ? new SilenceAlarm(_me, incident) : new RingAlarm(_me, incident);
        }
        if (act == WallAct.Restore && item.Kind == DeskItemKind.Away) return new RestoreCamera(_me, DeviceId.Parse(item.Id));
        if (act != WallAct.Ungroup || _desk?.Groups.FirstOrDefault(group => group.Id == item.Id) is not { } group) return null;
        var about = new DialogParameters { [nameof(UngroupDialog.Group)] = group };
        return await WallDialog.AskAsync<UngroupDialog, UngroupAnswer>(Dialogs, Words["wall.act.ungroup"], about) is { } answer ? new UngroupAlarms(_me, group.Id, answer.For) : null;
    }

    /// <summary>Asks what the act needs, then carries it out once: a second press while the first is under way does nothing.</summary>
    private async Task HandleAsync(WallAct act, Func<Task<WallCommand?>> ask)
    {
        if (_busy || _seat?.Position is not { } position) return;
        _busy = true;
        try
        {
            if (await ask() is { } command) await CarryOutAsync(position, command, act);
        }
        finally
        {
            _busy = false;
        }
    }

    private Task CarryOutAsync(string position, WallCommand command, WallAct act) => GuardAsync(async () =>
    {
        var result = await Desk.ExecuteAsync(position, command, _leaving.Token);
        var done = command is UnpinCamera ? "unpin" : act.ToString().ToLowerInvariant();
        if (result.Refusal == WallRefusal.None) Snackbar.Add(Words["wall.done." + done], MudBlazor.Severity.Success);
        else Snackbar.Add(Wording.Refusal(result, _names.Of), MudBlazor.Severity.Warning);
        await ReadWallAsync();
    });

    private async Task TakeAsync((string Position, string? Team) wish)
    {
        if (_busy) return;
        _busy = true;
        await GuardAsync(() => SitDownAsync(wish.Position, wish.Team));
        _busy = false;
    }

    private async Task SitDownAsync(string position, string? team)
    {
        var result = await _seat!.TakeAsync(position, team, _leaving.Token);
        _refused = result.Refusal == WallRefusal.None ? null : Wording.Refusal(result, _names.Of);
        if (_refused is not null)
        {
            await ReadRoomAsync();
            return;
        }
        await ReadWallAsync();
        Navigation.NavigateTo(Address.Wall(position), replace: true);
    }

    private async Task LeaveAsync()
    {
        if (_busy) return;
        _busy = true;
        await GuardAsync(async () =>
        {
            await _seat!.LeaveAsync(_leaving.Token);
            Forget();
            await ReadRoomAsync();
        });
        _busy = false;
    }

    private async Task ResizeAsync(ChangeEventArgs change)
    {
        // The field shows the wall's true size again when the wall says no.
        _sizeAsked++;
        if (int.TryParse(change.Value?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            await HandleAsync(WallAct.None, () => Task.FromResult<WallCommand?>(new SetWallSize(_me, size)));
    }

    private Task ToggleMuteAsync()
    {
        _mutedUntil = _mutedUntil > _now ? DateTimeOffset.MinValue : _now + MuteLasts;
        return Task.CompletedTask;
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
            Log.LogError(error, "An act of {Actor} at the wall was not carried out", _me);
            Snackbar.Add(Words["refused.storage"], MudBlazor.Severity.Error);
        }
    }
}
