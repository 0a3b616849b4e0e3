using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.DeviceBridge.Mqtt.Intake;

/// <summary>The moment a still belongs to.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="EventId">The event it comes with.</param>
/// <param name="At">When, UTC.</param>
internal readonly record struct StillMoment(DeviceId Camera, string EventId, DateTimeOffset At);

/// <summary>Keeps stills that the hub did not take itself: of edge cameras and foreign systems.</summary>
internal sealed class ReceivedStills(IEvidenceStore evidence)
{
    /// <summary>The hash under which the still is shown, or null when it could not be kept.</summary>
    public Task<string?> KeepAsync(StillMoment moment, byte[] jpeg, CancellationToken cancel) => evidence.SaveJpegAsync(jpeg, cancel);
}
