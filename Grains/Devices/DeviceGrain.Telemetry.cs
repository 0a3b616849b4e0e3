using SafetyHub.Devices;
using SafetyHub.Grains.Signals;

namespace SafetyHub.Grains.Devices;

/// <content>What the device measures. Only memory on the way in; the history gets chunks.</content>
internal abstract partial class DeviceGrain<TState>
{
    private const double BatteryStep = 10;

    private LatestValues? _latest;
    private SequenceGaps? _gaps;
    private TelemetryBuffer? _telemetry;
    private SignWatch? _signs;
    private long _chatteredAt;

    private SequenceGaps Gaps
    {
        get
        {
            if (_gaps is null)
            {
                _gaps = new SequenceGaps();
                _gaps.Restore(State.Missing);
            }
            return _gaps;
        }
    }

    private TimeSpan? CalmDue => State.ChatteringSince is null
        ? null
        : _services.Options.CalmAfterChattering - _services.Time.GetElapsedTime(_chatteredAt);

    public Task ReportTelemetry(TelemetryBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Take(batch);
        var heard = HeardAsync(batch.ReceivedAt);
        if (_signs?.Due <= TimeSpan.Zero) _ = BesideAsync("signs", TellSignsAsync());
        else if (_signs?.Due is not null) ArmLook();
        var settled = heard.IsCompletedSuccessfully && !batch.Chattering && State.ChatteringSince is null && State.Causes is not { Count: > 0 } && !BatteryMoved;
        return settled ? Task.CompletedTask : BesideAsync("after-telemetry", AfterTelemetryAsync(batch, heard));
    }

    public Task<IReadOnlyList<TelemetryReading>> RecentTelemetry() => Task.FromResult(_telemetry?.Tail() ?? []);

    private void Take(TelemetryBatch batch)
    {
        DeviceMetrics.Readings.Add(batch.Readings.Length);
        if (batch.Shed > 0) DeviceMetrics.Shed.Add(batch.Shed);
        var latest = _latest ??= new LatestValues();
        var telemetry = _telemetry ??= new TelemetryBuffer(Id, _services.Ledger, _services.Options, _services.Time);
        telemetry.FlushDue();
        foreach (var reading in batch.Readings)
        {
            if (reading.Seq is { } seq) Gaps.Note(seq);
            foreach (ref readonly var value in reading.Values.AsSpan())
            {
                if (WatchesSigns && IsSign(value.Name)) (_signs ??= new SignWatch(_services.Time, _services.Options.SignPause)).See(value, latest.Find(value.Name), reading.At);
                if (!latest.Take(value, reading.At)) DeviceMetrics.NamesBeyondBound.Add(1);
            }
            telemetry.Add(reading);
        }
    }

    /// <summary>Only of a home: what a camera sees of a street is no sign of anybody's life.</summary>
    private bool WatchesSigns => _character.Kind != DeviceKind.Camera && _subject is { Kind: SafetyHub.Signals.SubjectKind.Resident };

    private static bool IsSign(string name) => name is "motion" or "occupancy" or "door" or "power";

    private async Task TellSignsAsync()
    {
        if (_signs is not { Due: { } due } signs || due > TimeSpan.Zero) return;
        var told = signs.Tell();
        if (_subject is not { Kind: SafetyHub.Signals.SubjectKind.Resident } home) return;
        await _services.Grains.GetGrain<SafetyHub.Residents.IResidentGrain>(GrainKeys.Subject(home)).NoteSigns(new SafetyHub.Residents.HomeSigns(Id, _character.Kind, told));
    }

    private bool BatteryMoved =>
        _latest?.Find("battery")?.Value.Number is { } battery && !(Math.Abs(battery - (State.Battery ?? double.MaxValue)) < BatteryStep);

    private async Task AfterTelemetryAsync(TelemetryBatch batch, Task heard)
    {
        await heard;
        if (BatteryMoved)
        {
            State.Battery = _latest!.Find("battery")!.Value.Value.Number;
            await SaveAsync();
        }
        await RecoverAsync();
        if (batch.Chattering) await ChatterAsync();
        else await CheckCalmAsync();
        ArmLook();
    }

    /// <summary>Ends the faults of which the newest values say that they are over.</summary>
    private async Task RecoverAsync()
    {
        if (State.Causes is not { Count: > 0 }) return;
        foreach (var recovery in Recovery.All)
        {
            if (!State.Causes.Contains(recovery.Cause) || _latest?.Find(recovery.Reading) is not { } latest || !recovery.IsMetBy(latest.Value)) continue;
            await TellAsync(recovery.EndType, $"{recovery.EndType}-{latest.At.ToUnixTimeMilliseconds()}");
            if (State.Causes.Remove(recovery.Cause)) await SaveAsync();
        }
    }

    private async Task ChatterAsync()
    {
        _chatteredAt = _services.Time.GetTimestamp();
        if (State.ChatteringSince is not null) return;
        var since = Now;
        State.ChatteringSince = since;
        try
        {
            await TellAsync(EventTable.Chattering, $"chattering-{since.ToUnixTimeSeconds()}");
        }
        catch
        {
            // Not told: the next batch that chatters tries again.
            State.ChatteringSince = null;
            throw;
        }
        await SaveAsync();
    }

    private async Task CheckCalmAsync()
    {
        if (State.ChatteringSince is not { } since || CalmDue > TimeSpan.Zero) return;
        await TellAsync(EventTable.ChatteringEnded, $"chattering-end-{since.ToUnixTimeSeconds()}");
        State.ChatteringSince = null;
        await SaveAsync();
    }

    private void RestartSequence()
    {
        State.Missing = 0;
        _gaps?.Restart();
    }
}
