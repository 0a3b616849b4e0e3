using Microsoft.Extensions.Logging;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// Looks at the data directory's disk every five seconds, gives the reserve away before the disk is full and lays it down again, and has evidence disposed of
/// when room is short. It does not stand in the way of an alarm: the incident log helps itself to the reserve the moment it needs it.
/// </summary>
internal sealed class DiskWatch(HubDatabase database, StorageOptions options, EvidenceDisposal disposal, TimeProvider clock, ILogger<DiskWatch> log)
    : PeriodicJob("disk", TimeSpan.FromSeconds(5), clock, log)
{
    private DiskState _state = new(DiskBand.Ok, long.MaxValue, 0);

    public DiskState State => Volatile.Read(ref _state);

    /// <summary>One look.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        var free = Free();
        if (free < options.DiskReserve / 4) database.Reserve?.TryRelease(Log);
        // First of all the database has its reserve back, then comes evidence.
        if (free >= options.DiskReserve / 4 && database.Reserve?.TryFill(free) == true) free = Free();
        Say(new DiskState(Band(free), free, State.Evidence));
        var kept = await disposal.BytesAsync(cancel);
        if (Band(free) != DiskBand.Ok || kept > disposal.Budget)
        {
            await disposal.MakeRoomAsync(() => Free() >= options.EvidenceDiskFloor, cancel);
            kept = await disposal.BytesAsync(cancel);
            free = Free();
        }
        Say(new DiskState(Band(free), free, kept));
    }

    protected override Task RoundAsync(CancellationToken cancel) => LookAsync(cancel);

    private DiskBand Band(long free) => database.Reserve is { IsSpent: true } ? DiskBand.Full : free < options.EvidenceDiskFloor ? DiskBand.Low : DiskBand.Ok;

    private void Say(DiskState state)
    {
        var before = Interlocked.Exchange(ref _state, state).Band;
        if (before == state.Band) return;
        if (state.Band == DiskBand.Ok) Log.LogInformation("The disk has room again: {Free} bytes free", state.Free);
        else Log.LogError("The disk is {Band}: {Free} bytes free. Evidence is not kept; alarms go on (runbook disk-full)", state.Band, state.Free);
    }

    private long Free() => new DriveInfo(database.DataDirectory).AvailableFreeSpace;
}
