namespace SafetyHub.Town.Days;

/// <summary>The town's time of day, which may run faster than the clock on the wall. Messages carry the wall's time: the hub's clock is real.</summary>
/// <param name="clock">The wall's clock.</param>
/// <param name="speed">Town minutes per real minute, 1 to 1,440.</param>
/// <param name="start">Time of day at which the town begins; null = as late as it is in Seoul.</param>
internal sealed class TownClock(TimeProvider clock, double speed, TimeOnly? start)
{
    private readonly long _start = clock.GetTimestamp();
    private readonly TimeSpan _startOfDay = start?.ToTimeSpan() ?? TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul")).TimeOfDay;

    /// <summary>Town time since midnight of the first day.</summary>
    public TimeSpan Elapsed => _startOfDay + clock.GetElapsedTime(_start) * speed;

    /// <summary>Waits until a town time since midnight of the first day.</summary>
    public Task UntilAsync(TimeSpan at, CancellationToken cancel)
    {
        var wait = (at - Elapsed) / speed;
        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, cancel) : Task.CompletedTask;
    }
}
