namespace SafetyHub.DeviceBridge.Video.Gate;

/// <summary>
/// Decides which frames are searched for people. Motion opens; but a person who stands still, or sat there before the camera
/// started, does not move, so live tracks are looked at again on a timer and an idle scene now and then. While the gate cannot tell what
/// moves, the scene is treated as if somebody were followed in it.
/// </summary>
internal sealed class DetectionSchedule(TimeSpan stillCheck, TimeSpan idleCheck)
{
    private DateTimeOffset? _lastSearch;

    /// <param name="reading">What the gate saw.</param>
    /// <param name="tracksAlive">True while at least one person (or candidate) is followed.</param>
    /// <param name="trackUncertain">True when a followed person was missed in the last search or is not confirmed yet: then every frame counts.</param>
    /// <param name="at">Time of the frame.</param>
    public bool ShouldSearch(GateReading reading, bool tracksAlive, bool trackUncertain, DateTimeOffset at)
    {
        var since = _lastSearch is { } last ? at - last : TimeSpan.MaxValue;
        var search = reading is GateReading.Motion or GateReading.Recalibrated
            || trackUncertain
            || since < TimeSpan.Zero // the clock was set back: look now rather than when it has caught up
            || since >= (tracksAlive || reading is GateReading.Recalibrating ? stillCheck : idleCheck);
        if (search)
            _lastSearch = at;
        return search;
    }
}
