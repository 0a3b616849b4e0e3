using System.Text.Json;
using SafetyHub.Devices;
using SafetyHub.Grains.Signals;
using SafetyHub.Places;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Devices;

/// <content>
/// How well the camera sees. Its bridge tells the state, the grain makes the events: once when a fault begins, once when the last has ended,
/// whichever bridge tells it and however often.
/// </content>
internal sealed partial class CameraGrain
{
    private const int MostDays = 31;
    private const string Restored = "camera.restored";
    private static readonly TimeSpan SaveUnseenEvery = TimeSpan.FromMinutes(1);

    private CameraCondition? _condition;
    private TimeSpan _unsavedUnseen;
    private bool _taking;

    private StoredUpkeep Upkeep => State.Upkeep ??= new StoredUpkeep();

    public async Task<bool> ReportCondition(CameraCondition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        if (condition.Epoch < State.LeaseEpoch) return true; // the camera is read by another bridge by now
        if (_taking) return false;
        _taking = true;
        try
        {
            CountUnseen(condition);
            _condition = condition;
            var changed = await TellFaultsAsync(condition);
            if (changed || _unsavedUnseen >= SaveUnseenEvery) await SaveUpkeepAsync();
            return true;
        }
        finally
        {
            _taking = false;
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await base.OnDeactivateAsync(reason, cancellationToken);
        if (_unsavedUnseen > TimeSpan.Zero) await SaveUpkeepAsync();
    }

    /// <summary>The event goes out before the fault is written down: a crash between the two sends it again under the same id.</summary>
    private async Task<bool> TellFaultsAsync(CameraCondition condition)
    {
        var known = State.Upkeep?.Faults ?? [];
        var begun = condition.Faults.Where(fault => known.All(old => old.Code != fault.Code)).ToList();
        foreach (var fault in begun)
            await SignalAsync($"camera.{fault.Code}", $"{fault.Code}-{fault.Since.ToUnixTimeMilliseconds()}", JsonSerializer.Serialize(new { reason = fault.Reason, value = Math.Round(fault.Value, 3), since = fault.Since.UtcDateTime }));
        // A camera without pictures is a silent device, whoever finds it out first; the other faults are faults of its view.
        await TellEndAsync(EventTable.CameraObserved, [.. known.Where(IsGone)], condition.Faults.Any(fault => fault.Code == CameraFault.Gone));
        await TellEndAsync(Restored, [.. known.Where(fault => !IsGone(fault))], condition.Faults.Any(fault => fault.Code != CameraFault.Gone));
        if (begun.Count == 0 && known.Length == condition.Faults.Count) return false;
        Upkeep.Faults = [.. condition.Faults.Select(fault => new StoredFault { Code = fault.Code, Since = fault.Since, Reason = fault.Reason, Value = fault.Value })];
        return true;
    }

    private async Task TellEndAsync(string type, StoredFault[] known, bool goesOn)
    {
        if (known.Length > 0 && !goesOn) await SignalAsync(type, $"{type}-{known.Max(fault => fault.Since).ToUnixTimeMilliseconds()}", null);
    }

    private static bool IsGone(StoredFault fault) => fault.Code == CameraFault.Gone;

    private async Task SignalAsync(string type, string eventId, string? data)
    {
        var (now, subject) = (Services.Time.GetUtcNow(), (await Get()).Subject ?? SubjectRef.ForUnassigned(Id));
        var signal = new Signal($"{Id.Value}/{eventId}", Id, DeviceKind.Camera, type, subject, now, now, now, null, data, SignalFlags.None);
        ISubjectGrain about = subject.Kind == SubjectKind.Resident
            ? Services.Grains.GetGrain<IResidentGrain>(GrainKeys.Subject(subject))
            : Services.Grains.GetGrain<IPlaceGrain>(GrainKeys.Subject(subject));
        await about.Receive(signal);
    }

    private void CountUnseen(CameraCondition condition)
    {
        // The bridge tells the sum since its start, so a report that is lost or comes twice counts nothing wrong.
        var before = _condition?.Run == condition.Run ? _condition.Unseen : TimeSpan.Zero;
        if (condition.Unseen <= before) return;
        var (days, day) = (Upkeep.Unseen, CityDay.Of(condition.At).DayNumber);
        if (days.Count == 0 || days[0].Day != day) days.Insert(0, new StoredUnseen { Day = day });
        if (days.Count > MostDays) days.RemoveRange(MostDays, days.Count - MostDays);
        days[0].Seconds += (condition.Unseen - before).TotalSeconds;
        _unsavedUnseen += condition.Unseen - before;
    }

    private async Task SaveUpkeepAsync()
    {
        await SaveAsync();
        _unsavedUnseen = TimeSpan.Zero;
    }

    private CameraFault[] KnownFaults() =>
        [.. (State.Upkeep?.Faults ?? []).Where(fault => fault.Code != CameraFault.Moved || !(fault.Since < State.Upkeep?.ViewAcceptedAt)).Select(fault => new CameraFault(fault.Code, fault.Since, fault.Reason, fault.Value))];

    private UnseenDay[] UnseenDays() =>
        [.. (State.Upkeep?.Unseen ?? []).Select(day => new UnseenDay(DateOnly.FromDayNumber(day.Day), TimeSpan.FromSeconds(day.Seconds)))];
}
