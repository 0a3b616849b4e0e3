namespace SafetyHub.DeviceBridge.Video;

/// <summary>Where observations go. Called from several tasks at once.</summary>
public interface IVideoEvents
{
    /// <summary>
    /// Returns when the observation is durable. An exception means it may not be: the same observation (same id) comes again,
    /// so the receiver has to be idempotent.
    /// </summary>
    Task ReportAsync(CameraObservation observation, CancellationToken cancellation);
}
