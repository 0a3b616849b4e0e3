using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using SafetyHub.Dashboard.Access;
using SafetyHub.Dashboard.Api;
using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Devices;

/// <summary>One camera: how it sees, where its pictures come from, and what it is watched for.</summary>
public sealed partial class CameraPage
{
    private const int RefreshSeconds = 3;
    private readonly CancellationTokenSource _leaving = new();
    private DeviceRegistration? _camera;
    private CameraSettings? _settings;
    private WatchDraft? _draft;
    private SourceFields _fields = new();
    private int _draftVersion;
    private DateTimeOffset _now;
    private ITimer? _clock;
    private string? _said;
    private string? _sourceSaid;
    private bool _bad;
    private bool _sourceBad;
    private bool _searched;

    /// <summary>The camera's device id.</summary>
    [Parameter] public string Id { get; set; } = "";

    [Inject] private ILogger<CameraPage> Log { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _now = Time.GetUtcNow();
        if (DeviceId.TryParse(Id, out var id)) _camera = await Office.FindAsync(id, _leaving.Token);
        if (_camera is not null)
        {
            await ReloadAsync();
            _fields = SourceFields.Of(_settings?.Source);
        }
        _searched = true;
        if (RendererInfo.IsInteractive) _clock = Time.CreateTimer(_ => _ = InvokeAsync(TickAsync), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    private async Task TickAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        _now = Time.GetUtcNow();
        if (_camera is not null && _now.Second % RefreshSeconds == 0) await RefreshAsync();
        StateHasChanged();
    }

    /// <summary>The condition goes on while somebody edits; behaviours that a bridge offers for the first time are added, nothing else is touched.</summary>
    private async Task RefreshAsync()
    {
        try
        {
            var before = _settings?.Condition;
            _settings = await Office.Grain(_camera!.Id).GetSettings();
            if (before is not null || _draft is null) return;
            foreach (var offer in _settings.Condition?.Offers ?? [])
            {
                if (_draft.Behaviours.All(behaviour => behaviour.Type != offer.Type)) _draft.Behaviours.Add(new BehaviourDraft(offer.Type, offer.OfLines, null));
            }
        }
        catch (Exception failure) when (!_leaving.IsCancellationRequested)
        {
            // Edge of the page's clock: what is shown ages visibly, and the next turn asks again.
            Log.LogWarning(failure, "The condition of camera {Camera} could not be read", Id);
        }
    }

    private async Task ReloadAsync()
    {
        _settings = await Office.Grain(_camera!.Id).GetSettings();
        _draft = WatchDraft.Of(_settings.Watch, _settings.Condition?.Offers ?? []);
        _draftVersion = _settings.WatchVersion;
        (_said, _bad) = (null, false);
    }

    private async Task SaveWatchAsync()
    {
        if (_draft!.Areas.FirstOrDefault(area => area.Fault is not null) is { } unfinished)
        {
            Say(Words.Format("camera.area.unfinished", unfinished.Name), bad: true);
            return;
        }
        try
        {
            var change = await Office.SetWatchAsync(_camera!.Id, _draft.ToWatch(), _draftVersion, await ActorAsync(), _leaving.Token);
            if (change.IsOutdated) Say(Words["camera.watch.outdated"], bad: true);
            else if (change.Fault is { } fault) Say(Words.Format("camera.watch.refused", fault), bad: true);
            else
            {
                await ReloadAsync();
                Say(Words["camera.saved"], bad: false);
            }
        }
        catch (Exception failure) when (!_leaving.IsCancellationRequested)
        {
            // Edge of the page: what was entered stays on the screen.
            Log.LogError(failure, "The watch of camera {Camera} could not be saved", Id);
            Say(Words["camera.not-saved"], bad: true);
        }
    }

    private async Task SaveSourceAsync(SourceFields fields)
    {
        try
        {
            await Office.SetSourceAsync(_camera!.Id, fields.ToWish(), await ActorAsync(), _leaving.Token);
            _settings = await Office.Grain(_camera.Id).GetSettings();
            _fields = SourceFields.Of(_settings.Source);
            (_sourceSaid, _sourceBad) = (Words["camera.saved"], false);
        }
        catch (InvalidInputException fault)
        {
            (_sourceSaid, _sourceBad) = (Words.Find("camera.wrong." + fault.Field) ?? fault.Message, true);
        }
        catch (Exception failure) when (!_leaving.IsCancellationRequested)
        {
            Log.LogError(failure, "The source of camera {Camera} could not be saved", Id);
            (_sourceSaid, _sourceBad) = (Words["camera.not-saved"], true);
        }
    }

    private async Task<string> ActorAsync() => HubClaims.Actor((await SignedIn.GetAuthenticationStateAsync()).User);

    private void Say(string words, bool bad) => (_said, _bad) = (words, bad);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        if (_clock is not null) await _clock.DisposeAsync();
    }
}
