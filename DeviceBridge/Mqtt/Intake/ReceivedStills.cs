using SafetyHub.Devices;
using SafetyHub.Evidence;

namespace SafetyHub.DeviceBridge.Mqtt.Intake;

/// <summary>The moment a still belongs to.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="EventId">The event it comes with.</param>
/// <param name="At">When, UTC.</param>
internal readonly record struct StillMoment(DeviceId Camera, string EventId, DateTimeOffset At);

/// <summary>
/// Keeps stills that the hub did not take itself: of edge cameras and foreign systems. Where their people are is not known, so the whole picture is
/// shown in coarse blocks and the original stands behind the right to unmask.
/// </summary>
internal sealed class ReceivedStills(IEvidenceArchive evidence, IPrivacyFilter filter)
{
    /// <summary>The hash under which the still is shown, or null when it is no picture or could not be kept.</summary>
    public async Task<string?> KeepAsync(StillMoment moment, byte[] jpeg, CancellationToken cancel)
    {
        if (filter.Coarsen(jpeg) is not { } masked) return null;
        var facts = new EvidenceFacts(EvidenceKind.Still, $"{moment.Camera}/{moment.EventId}", moment.Camera.Value, moment.At, moment.At, moment.At, Partial: false);
        return (await evidence.AddStillAsync(facts, jpeg, masked, cancel))?.Masked;
    }
}
