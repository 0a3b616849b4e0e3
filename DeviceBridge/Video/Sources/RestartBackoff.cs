namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>
/// Waiting times between starts of a broken source: doubling from the shortest to the longest, each drawn from the upper half of
/// its step so that cameras which broke together do not come back together.
/// </summary>
internal sealed class RestartBackoff(TimeSpan shortest, TimeSpan longest, Random random)
{
    private int _failures;

    public TimeSpan Next()
    {
        var step = Math.Min(longest.TotalSeconds, shortest.TotalSeconds * Math.Pow(2, Math.Min(_failures, 30)));
        _failures++;
        var jittered = step * (0.5 + random.NextDouble() / 2);
        return TimeSpan.FromSeconds(Math.Clamp(jittered, shortest.TotalSeconds, longest.TotalSeconds));
    }

    public void Reset() => _failures = 0;
}
