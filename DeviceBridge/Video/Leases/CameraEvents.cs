using System.Text.Json;
using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.DeviceBridge.Video.Leases;

/// <summary>Hands what a camera saw to its grain as an event, on the same path as a device's own event, with the still kept before it.</summary>
internal sealed class CameraEvents(IDeviceIntake intake, IEvidenceStore evidence, TimeProvider clock) : IVideoEvents
{
    public async Task ReportAsync(CameraObservation observation, CancellationToken cancellation)
    {
        // A full disk costs the still, never the event.
        var still = await evidence.SaveJpegAsync(observation.Still, cancellation);
        var plain = await evidence.SaveJpegAsync(observation.PlainStill, cancellation);
        var seen = new DeviceEvent(
            DeviceId.Parse(observation.CameraId), observation.ObservationId, observation.Type, observation.At, clock.GetUtcNow(), null, observation.Confidence, Data(observation, still, plain),
            observation.Severity);
        await intake.ReportEventAsync(DeviceKind.Camera, seen, cancellation);
    }

    private static string Data(CameraObservation o, string? still, string? plain) => JsonSerializer.Serialize(new
    {
        zone = o.Zone,
        track = o.Track,
        box = new[] { Round(o.Box.X), Round(o.Box.Y), Round(o.Box.Width), Round(o.Box.Height) },
        evidence = still,
        plainEvidence = plain,
        model = o.Model,
        reasons = o.Reasons.Select(r => new { code = r.Code, value = Round(r.Value) }),
    });

    private static double Round(double value) => Math.Round(value, 4);
}
