namespace SafetyHub.Grains.Incidents;

/// <summary>
/// The time by which one activation decides. It runs with the monotonic clock from the moment it was set, so that a hub whose wall clock is put
/// back or forward neither holds up the steps of a running plan nor fires them all at once. One thread at a time.
/// </summary>
internal sealed class SteadyClock(TimeProvider clock)
{
    private DateTimeOffset _setTo = clock.GetUtcNow();
    private long _setAt = clock.GetTimestamp();

    /// <summary>Now, UTC.</summary>
    public DateTimeOffset Now => _setTo + clock.GetElapsedTime(_setAt);

    /// <summary>Takes over what the wall clock says; for moments in which no deadline runs.</summary>
    public void Set() => (_setTo, _setAt) = (clock.GetUtcNow(), clock.GetTimestamp());
}
