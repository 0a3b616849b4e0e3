using Microsoft.Extensions.Logging;
using SafetyHub.Devices;
using SafetyHub.Grains.Signals;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Residents;

/// <summary>
/// A person in care, with the devices of the home. The record lies in the book (<see cref="IResidentBook"/>), encrypted and with its history; grain storage
/// holds the devices and what weighs the next signal.
/// </summary>
internal sealed partial class ResidentGrain(
    [PersistentState("resident", GrainsAssembly.Storage)] IPersistentState<ResidentState> stored,
    SubjectGrainServices services,
    ResidentGrainServices residents,
    IGrainContext context)
    : SubjectGrain<ResidentState>(stored, services, SubjectKind.Resident, context), IResidentGrain, IRemindable
{
    private const int MaxDevices = 64;
    private ResidentFile? _file;

    protected override SubjectSummary Summary => new(Subject, _file?.Profile?.Name ?? Subject.Id, _file?.District ?? "", StatusNow);

    protected override IEnumerable<SubjectRef> Aliases => (_file?.Aliases ?? []).Select(alias => Subject with { Id = alias });

    private DateTimeOffset Now => residents.Time.GetUtcNow();

    private ResidentStatus StatusNow => _file is null ? ResidentStatus.AtHome : StatusRules.Effective(_file.Standing, Now, residents.Options);

    private IResidentGrain? Other => _file?.MergedInto is { } winner ? GrainFactory.GetGrain<IResidentGrain>(GrainKeys.Subject(Subject with { Id = winner })) : null;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        await base.OnActivateAsync(cancellationToken);
        TakeUpStory();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await PutStoryDownAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public override Task<SubjectSummary> Describe() => Other?.Describe() ?? base.Describe();

    public Task<ResidentProfile?> Get() => Other?.Get() ?? Task.FromResult(_file?.Profile);

    public Task<ResidentSheet?> Sheet() => Other?.Sheet() ?? Task.FromResult(OwnSheet());

    public Task<ResidentCare> Care() => Other?.Care() ?? Task.FromResult(CareNow());

    public async Task LinkDevice(DeviceId device, DeviceKind kind, bool linked)
    {
        var devices = State.Devices ??= [];
        var known = devices.Find(candidate => candidate.Id == device.Value);
        if (linked == (known is not null)) return;
        if (known is not null) devices.Remove(known);
        else if (devices.Count >= MaxDevices) throw new InvalidOperationException($"A home has at most {MaxDevices} devices");
        else devices.Add(new StoredDevice { Id = device.Value, Kind = kind });
        await SaveAsync();
    }

    public Task<IReadOnlyList<LinkedDevice>> Voices()
    {
        if (Other is { } other) return other.Voices();
        if (StatusNow.HasLeft()) return Task.FromResult<IReadOnlyList<LinkedDevice>>([]);
        // Robots come first: a doll in the arms is nearer than a speaker on the shelf.
        var voices = Devices.Where(device => device.Kind is DeviceKind.Robot or DeviceKind.Speaker).OrderBy(device => device.Kind);
        return Task.FromResult<IReadOnlyList<LinkedDevice>>([.. voices]);
    }

    protected override Task<SignalOutcome>? Forward(Signal signal) => Other?.Receive(signal with { Subject = signal.Subject with { Id = _file!.MergedInto! } });

    protected override Signal Admit(Signal signal) => ConsentFilter.Apply(signal, CareNow());

    protected override bool Wakes(SignalDecision decision) => StatusRules.Wakes(StatusNow, decision);

    /// <summary>After the signal is safe: a device that knows the door says that the person went out or came back.</summary>
    protected override async Task AfterAsync(Signal signal)
    {
        await TellStoryAsync(signal);
        if (_file is not { Version: > 0 } file) return;
        if (StatusRules.Follow(file.Standing, signal, Now, residents.Options) is not { } next) return;
        try
        {
            await Change(next);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The signal is on disk and the device must hear so; the status stays what it was until the next word from the door.
            LogStatusNotKept(residents.Logger, failure, Subject);
        }
    }

    private IEnumerable<LinkedDevice> Devices => (State.Devices ?? []).Select(device => new LinkedDevice(DeviceId.Parse(device.Id), device.Kind));

    private ResidentCare CareNow()
    {
        if (_file is not { } file) return ResidentCare.Default;
        var profile = file.Profile;
        return new ResidentCare(
            StatusNow, file.Standing.Since, profile?.QuietHours, profile?.Language ?? ResidentCare.Default.Language,
            [.. file.Consents.Where(consent => consent.Given).Select(consent => consent.Purpose)],
            [.. file.Consents.Where(consent => !consent.Given).Select(consent => consent.Purpose)]);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What a device said about the whereabouts of {Subject} could not be kept")]
    private static partial void LogStatusNotKept(ILogger logger, Exception failure, SubjectRef subject);
}
