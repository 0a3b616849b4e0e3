using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video.Behaviours;

/// <summary>One searched frame of one camera, as the behaviours see it.</summary>
/// <param name="At">Time of the frame.</param>
/// <param name="Tracks">All living tracks; seen in this frame when <see cref="Track.LastSeen"/> equals <paramref name="At"/>.</param>
/// <param name="Zones">The camera's zones now.</param>
internal sealed record Scene(DateTimeOffset At, IReadOnlyList<Track> Tracks, IReadOnlyList<Zone> Zones);

/// <summary>A behaviour that was recognised in this very frame.</summary>
internal sealed record Finding(string Type, Track Track, Zone? Zone, double Confidence, IReadOnlyList<ObservationReason> Reasons);

/// <summary>Recognises one kind of behaviour of one camera. Called frame by frame, never by two threads at once.</summary>
internal interface IBehaviour
{
    /// <summary>Adds what was recognised in this frame, each happening once.</summary>
    void Observe(Scene scene, List<Finding> findings);
}
