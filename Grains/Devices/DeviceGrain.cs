using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using SafetyHub.Devices;
using SafetyHub.Grains.Signals;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Devices;

/// <summary>
/// The one mechanism behind the four kinds of device. Reentrant: an event that waits for the disk holds up neither telemetry nor a reader,
/// and writes of the state that meet are one write. Every step is safe against being entered again at its awaits.
/// </summary>
[Reentrant]
internal abstract partial class DeviceGrain<TState> : Grain, IDeviceGrain
    where TState : DeviceGrainState, new()
{
    private readonly IPersistentState<TState> _stored;
    private readonly DeviceGrainServices _services;
    private readonly DeviceCharacter _character;
    private ReceiptRing? _receipts;
    private SubjectRef? _subject;
    private DateTimeOffset? _lastSeenAt;
    private bool _unsaved;
    private string? _name;
    private string? _language;
    private long _languageAskedAt;

    protected DeviceGrain(IPersistentState<TState> stored, DeviceGrainServices services, DeviceCharacter character, IGrainContext context)
    {
        _stored = stored;
        _services = services;
        _character = character;
        Id = DeviceId.Parse(GrainKeys.IdOf(context.GrainId.Key.ToString()!));
        _silence = new SilenceWatch(services.Time);
    }

    protected DeviceId Id { get; }

    protected TState State => _stored.State;

    protected DeviceGrainServices Services => _services;

    /// <summary>Whom the device is linked to; another than <see cref="_subject"/> only while a registration has not reached this grain.</summary>
    private SubjectRef? Linked => State is { SubjectKind: { } kind, SubjectId: { } id } ? new SubjectRef(kind, id) : null;

    protected DateTimeOffset Now => _services.Time.GetUtcNow();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _subject = Linked;
        // The registry is the truth about whom a device serves; a registration that never reached this grain is found here.
        if (await _services.Registry.FindAsync(Id, cancellationToken) is { } registration && registration.Kind == _character.Kind)
        {
            (_name, _subject) = (registration.Name, registration.Subject);
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _telemetry?.FlushAll();
        _telemetry?.Dispose();
        return Task.CompletedTask;
    }

    public async Task Register(DeviceRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        (_name, _subject) = (registration.Name, registration.Subject);
        var before = Linked;
        if (before != registration.Subject && before is { } left)
        {
            await LeaveAsync(left);
            await LinkAsync(left, linked: false);
        }
        if (registration.Subject is { } subject) await LinkAsync(subject, linked: true);
        if (_stored.RecordExists && before == registration.Subject) return;
        (State.SubjectKind, State.SubjectId) = (registration.Subject?.Kind, registration.Subject?.Id);
        _language = null;
        await SaveAsync();
        ArmLook();
    }

    public Task<DeviceTwin> Get()
    {
        var birth = State.Birth is { } b ? new DeviceBirth(b.Model, b.Vendor, b.Firmware, b.BootId, b.Capabilities, b.ReceivedAt) : null;
        TimeSpan? skew = State.ClockSkewSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var battery = _latest?.Find("battery")?.Value.Number ?? State.Battery;
        return Task.FromResult(new DeviceTwin(
            Id, _character.Kind, _name ?? Id.Value, _subject, State.State, State.Since, _lastSeenAt ?? State.LastSeenAt, birth, battery,
            _latest?.ToArray() ?? [], State.DesiredConfig, _gaps?.Missing ?? State.Missing, skew, State.ChatteringSince is not null));
    }

    public async Task<EventReceipt> ReportEvent(DeviceEvent deviceEvent)
    {
        ArgumentNullException.ThrowIfNull(deviceEvent);
        if (_receipts?.Find(deviceEvent.EventId) is { } known)
        {
            await BesideAsync("heard", HeardAsync(deviceEvent.ReceivedAt));
            return Counted(known with { Status = ReceiptStatus.Duplicate });
        }
        // Nothing stands between an event and the disk: a call for help goes straight to its subject.
        var signal = SignalOf(deviceEvent);
        var outcome = await SubjectGrain(signal.Subject).Receive(signal);
        // What the person is asked about first is no matter for help yet.
        var say = outcome.Weighed ? null : await SentenceAsync(signal);
        var receipt = new EventReceipt(deviceEvent.EventId, outcome.Status, outcome.IncidentId, null, say);
        (_receipts ??= new ReceiptRing()).Add(receipt);
        await BesideAsync("after-event", AfterEventAsync(deviceEvent, signal));
        return Counted(receipt);
    }

    public async Task ReportBirth(DeviceBirth birth)
    {
        ArgumentNullException.ThrowIfNull(birth);
        var stored = State.Birth;
        if (stored is null || stored.BootId != birth.BootId) RestartSequence();
        var changed = stored is null || stored.BootId != birth.BootId || stored.Model != birth.Model || stored.Vendor != birth.Vendor
            || stored.Firmware != birth.Firmware || !stored.Capabilities.SequenceEqual(birth.Capabilities);
        if (changed || _unsaved)
        {
            State.Birth = new StoredBirth
            {
                Model = birth.Model, Vendor = birth.Vendor, Firmware = birth.Firmware, BootId = birth.BootId,
                Capabilities = [.. birth.Capabilities], ReceivedAt = birth.ReceivedAt,
            };
            await SaveAsync();
        }
        await HeardAsync(birth.ReceivedAt);
    }

    /// <summary>Writes the state. Without a token, so that writes that meet are one.</summary>
    protected async Task SaveAsync()
    {
        State.LastSeenAt = _lastSeenAt ?? State.LastSeenAt;
        State.Missing = _gaps?.Missing ?? State.Missing;
        _unsaved = true;
        await _stored.WriteStateAsync();
        _unsaved = false;
    }

    private async Task AfterEventAsync(DeviceEvent deviceEvent, Signal signal)
    {
        if (deviceEvent.Seq is { } seq) Gaps.Note(seq);
        var rule = EventTable.Find(signal.Type);
        var changed = NoteSkew(signal);
        if (Recovery.Ends(rule.Cause) && State.Causes?.Contains(rule.Cause!) != true)
        {
            (State.Causes ??= []).Add(rule.Cause!);
            changed = true;
        }
        if (changed) await SaveAsync();
        await HeardAsync(deviceEvent.ReceivedAt);
    }

    private bool NoteSkew(Signal signal)
    {
        long? skew = (signal.Flags & SignalFlags.ClockCorrected) != 0 ? (long)(signal.ReportedAt - signal.ReceivedAt).TotalSeconds : null;
        // A skew that stays about the same is not written again and again.
        if (skew is null == State.ClockSkewSeconds is null && Math.Abs((skew ?? 0) - (State.ClockSkewSeconds ?? 0)) < 60) return false;
        State.ClockSkewSeconds = skew;
        return true;
    }

    private Signal SignalOf(DeviceEvent deviceEvent)
    {
        var rule = EventTable.Find(deviceEvent.Type);
        var (at, flags) = ClockRule.Apply(deviceEvent.ReportedAt, deviceEvent.ReceivedAt);
        if (flags != SignalFlags.None) DeviceMetrics.ClockCorrections.Add(1);
        if (ReferenceEquals(rule, EventTable.Unknown)) flags |= SignalFlags.UnknownType;
        if (rule.IsTest) flags |= SignalFlags.Test;
        if ((rule.From & _character.Sender) == 0)
        {
            flags |= SignalFlags.UnexpectedSender;
            NoteUnexpectedSender(deviceEvent.Type);
        }
        return new Signal(
            $"{Id.Value}/{deviceEvent.EventId}", Id, _character.Kind, deviceEvent.Type, _subject ?? SubjectRef.ForUnassigned(Id),
            at, deviceEvent.ReportedAt, deviceEvent.ReceivedAt, deviceEvent.Confidence, deviceEvent.DataJson, flags, deviceEvent.Severity);
    }

    /// <summary>What this kind of device says with signals of the hub itself, a JSON object; null for the time it was last heard.</summary>
    protected virtual string? OwnData(DateTimeOffset? lastSeenAt) => null;

    /// <summary>A signal that the hub itself makes about the device; its id is the same when it has to be sent again.</summary>
    private async Task TellAsync(string type, string eventId, SubjectRef? subject = null)
    {
        var now = Now;
        var data = OwnData(_lastSeenAt) ?? (_lastSeenAt is { } seen ? $$"""{"lastSeenAt":"{{seen.UtcDateTime:O}}"}""" : null);
        var signal = new Signal(
            $"{Id.Value}/{eventId}", Id, _character.Kind, type, subject ?? _subject ?? SubjectRef.ForUnassigned(Id), now, now, now, null, data, SignalFlags.None);
        await SubjectGrain(signal.Subject).Receive(signal);
    }

    private ISubjectGrain SubjectGrain(SubjectRef subject) => subject.Kind == SubjectKind.Resident
        ? _services.Grains.GetGrain<IResidentGrain>(GrainKeys.Subject(subject))
        : _services.Grains.GetGrain<SafetyHub.Places.IPlaceGrain>(GrainKeys.Subject(subject));

    private async Task LinkAsync(SubjectRef subject, bool linked)
    {
        if (subject.Kind != SubjectKind.Resident) return;
        await _services.Grains.GetGrain<IResidentGrain>(GrainKeys.Subject(subject)).LinkDevice(Id, _character.Kind, linked);
    }

    private async ValueTask<string?> SentenceAsync(Signal signal)
    {
        if (!_character.Speaks) return null;
        var key = EventInterpreter.Decide(signal, _services.Signals).SayKey;
        return key is null ? null : Spoken.Sentence(key, await LanguageAsync(signal.Subject));
    }

    private async ValueTask<string> LanguageAsync(SubjectRef subject)
    {
        if (subject.Kind != SubjectKind.Resident) return Spoken.DefaultLanguage;
        if (_language is { } known && _services.Time.GetElapsedTime(_languageAskedAt) < _services.Options.LanguageMemory) return known;
        await BesideAsync("language", AskLanguageAsync(subject));
        return _language ?? Spoken.DefaultLanguage;
    }

    private async Task AskLanguageAsync(SubjectRef subject)
    {
        var profile = await _services.Grains.GetGrain<IResidentGrain>(GrainKeys.Subject(subject)).Get();
        _language = profile?.Language ?? Spoken.DefaultLanguage;
        _languageAskedAt = _services.Time.GetTimestamp();
    }

    /// <summary>Work beside a message that is already safe: when it fails the message stands, and the next message or look tries again.</summary>
    private async Task BesideAsync(string work, Task task)
    {
        try
        {
            await task;
        }
        catch (Exception failure)
        {
            DeviceMetrics.Postponed.Add(1, new KeyValuePair<string, object?>("work", work));
            LogPostponed(_services.Logger, failure, work, Id);
            GiveWay(failure);
        }
    }

    /// <summary>After a write of which nobody knows whether it was done, only a fresh activation knows what is stored.</summary>
    private void GiveWay(Exception failure)
    {
        if (failure is Orleans.Storage.InconsistentStateException) DeactivateOnIdle();
    }

    private void NoteUnexpectedSender(string type)
    {
        DeviceMetrics.UnexpectedSenders.Add(1);
        LogUnexpectedSender(_services.Logger, type, Id, _character.Kind);
    }

    private static EventReceipt Counted(EventReceipt receipt)
    {
        DeviceMetrics.Events.Add(1, new KeyValuePair<string, object?>("status", receipt.Status == ReceiptStatus.Duplicate ? "duplicate" : "accepted"));
        return receipt;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work '{Work}' of device {Device} failed and is tried again later")]
    private static partial void LogPostponed(ILogger logger, Exception failure, string work, DeviceId device);

    [LoggerMessage(Level = LogLevel.Information, Message = "Event type {Type} from device {Device}: a {Kind} does not send it by contract; it is taken all the same")]
    private static partial void LogUnexpectedSender(ILogger logger, string type, DeviceId device, DeviceKind kind);
}
