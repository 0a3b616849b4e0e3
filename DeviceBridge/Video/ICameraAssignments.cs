namespace SafetyHub.DeviceBridge.Video;

/// <summary>Which cameras this bridge has to watch.</summary>
public interface ICameraAssignments
{
    /// <summary>
    /// Gives the full list at once and again after every change, until cancelled. Camera ids are unique in a list.
    /// Should it throw, the cameras stay as they are and it is called again after a wait.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<CameraAssignment>> WatchAsync(CancellationToken cancellation);
}
