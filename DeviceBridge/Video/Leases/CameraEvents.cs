using System.Text.Json;
using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;
using SafetyHub.Evidence;
using SafetyHub.Signals;

namespace SafetyHub.DeviceBridge.Video.Leases;

/// <summary>Hands what a camera saw to its grain as an event, on the same path as a device's own event, with the still kept before it.</summary>
internal sealed class CameraEvents(IDeviceIntake intake, IEvidenceArchive evidence, TimeProvider clock, ILogger<CameraEvents> log) : IVideoEvents
{
    public async Task ReportAsync(CameraObservation observation, CancellationToken cancellation)
    {
        // A full disk costs the still, never the event.
        var facts = new EvidenceFacts(EvidenceKind.Still, SignalId(observation), observation.CameraId, observation.At, observation.At, observation.At, Partial: false);
        var still = await evidence.AddStillAsync(facts, observation.PlainStill, observation.Still, cancellation);
        var seen = new DeviceEvent(
            DeviceId.Parse(observation.CameraId), observation.ObservationId, observation.Type, observation.At, clock.GetUtcNow(), null, observation.Confidence, Data(observation, still),
            observation.Severity);
        var receipt = await intake.ReportObservationAsync(seen, observation.Epoch, cancellation);
        if (receipt.Status == ReceiptStatus.Rejected) log.LogWarning("Observation {Observation} of camera {Camera} was refused: {Reason}", observation.ObservationId, observation.CameraId, receipt.Reason);
    }

    /// <summary>The id of the signal that the camera's grain makes of an observation.</summary>
    internal static string SignalId(CameraObservation observation) => $"{observation.CameraId}/{observation.ObservationId}";

    private static string Data(CameraObservation o, StillHashes? still) => JsonSerializer.Serialize(new
    {
        zone = o.Zone,
        track = o.Track,
        box = new[] { Round(o.Box.X), Round(o.Box.Y), Round(o.Box.Width), Round(o.Box.Height) },
        evidence = still?.Masked,
        plainEvidence = still?.Original,
        model = o.Model,
        basis = o.IsHint ? "picture" : null,
        epoch = o.Epoch,
        reasons = o.Reasons.Select(r => new { code = r.Code, value = Round(r.Value) }),
    });

    private static double Round(double value) => Math.Round(value, 4);
}
