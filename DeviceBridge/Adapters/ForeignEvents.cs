using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Adapters.Frigate;
using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;
using SafetyHub.Signals;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>Makes events of sightings and hands them in: within the camera's rate, with a still where there is one, again and again until the hub has them.</summary>
internal sealed partial class ForeignEvents(
    IDeviceIntake intake, ReceivedStills evidence, ForeignRefusals refusals, TimeProvider time, AdapterMetrics metrics, ILogger<ForeignEvents> log)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(10);
    private static readonly string[] NeverDropped = ["fall", "fire", "smoke", "gas"];

    /// <summary>Raises what a rule makes of a sighting; false when the camera is over its rate and the event was dropped.</summary>
    public async Task<bool> RaiseAsync(AdapterLink adapter, AdapterCamera camera, AdapterRule rule, Sighting seen, CancellationToken cancel)
    {
        if (!await MayPassAsync(adapter, camera.Camera, rule, seen, cancel)) return false;
        var id = IdOf(seen.Key, rule.Type);
        var still = await StillAsync(adapter, seen, new StillMoment(camera.Camera, id, seen.At ?? time.GetUtcNow()), cancel);
        await StoreAsync(adapter, Event(adapter, camera.Camera, seen, new EventPlan(rule.Type, id, rule, still) { Box = BoxOf(camera, seen) }), seen, cancel);
        return true;
    }

    /// <summary>Tells the hub that the pictures of a camera are in order again (<c>camera.restored</c>), or that there are any (<c>camera.observed</c>).</summary>
    public Task RestoreAsync(AdapterLink adapter, DeviceId camera, Sighting end, string type, CancellationToken cancel)
    {
        adapter.Count("restored");
        var id = end.Key.Length > 0 ? end.Key : Hash($"{end.Property}\n{time.GetUtcNow().UtcTicks}");
        return StoreAsync(adapter, Event(adapter, camera, end, new EventPlan(type, IdOf(id, type), null, null)), end, cancel);
    }

    private async Task<bool> MayPassAsync(AdapterLink adapter, DeviceId camera, AdapterRule rule, Sighting seen, CancellationToken cancel)
    {
        if (NeverDropped.Contains(rule.Type)) return true;
        if (!adapter.RateOf(camera).TryTakeWithin(1, LongestHold, out var debt))
        {
            adapter.Count("too-fast");
            refusals.TooFast(adapter, camera, seen);
            return false;
        }
        if (debt > TimeSpan.Zero) await Task.Delay(debt, time, cancel);
        return true;
    }

    /// <summary>The still's hash, or null: a system without stills, a slow one or a full disk costs the still, never the event.</summary>
    private async Task<string?> StillAsync(AdapterLink adapter, Sighting seen, StillMoment moment, CancellationToken cancel)
    {
        if (adapter.Stills is not { } stills || seen.SnapshotOf is not { } id) return null;
        var started = time.GetTimestamp();
        var (outcome, jpeg) = await stills.FetchAsync(id, cancel);
        metrics.Snapshot(adapter.Name, JsonNamingPolicy.KebabCaseLower.ConvertName(outcome.ToString()), time.GetElapsedTime(started));
        if (outcome is not (StillOutcome.Fetched or StillOutcome.None)) NoStill(adapter.Name, id, outcome);
        return jpeg is null ? null : await evidence.KeepAsync(moment, jpeg, cancel);
    }

    /// <summary>Hands the event in; a hub that cannot store it now is asked again until it can, or the connection ends.</summary>
    private async Task StoreAsync(AdapterLink adapter, DeviceEvent seen, Sighting sighting, CancellationToken cancel)
    {
        for (var retry = FirstRetry; ; retry = retry * 2 < LongestRetry ? retry * 2 : LongestRetry)
        {
            if (await TryStoreAsync(adapter, seen, sighting, cancel)) return;
            await Task.Delay(retry, time, cancel);
        }
    }

    private async Task<bool> TryStoreAsync(AdapterLink adapter, DeviceEvent seen, Sighting sighting, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            var receipt = await intake.ReportEventAsync(DeviceKind.Camera, seen, both.Token);
            adapter.Count(receipt.Status == ReceiptStatus.Duplicate ? "duplicate" : "event");
            return true;
        }
        catch (UnknownDeviceException)
        {
            adapter.Count("unmapped");
            adapter.Unmapped.Note(sighting, "not-registered");
            return true;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // Edge of the process: storage is out of reach. The message keeps its place at the broker until the hub has it.
            metrics.Fault("event");
            NotStored(error, seen.EventId, seen.Device);
            return false;
        }
    }

    private DeviceEvent Event(AdapterLink adapter, DeviceId camera, Sighting seen, EventPlan plan)
    {
        var now = time.GetUtcNow();
        var data = JsonSerializer.Serialize(new
        {
            zone = plan.Rule is null ? null : RuleMatch.ZoneOf(plan.Rule, seen),
            track = seen.Track,
            box = plan.Box,
            evidence = plan.Still,
            adapter = adapter.Name,
            foreign = seen.Camera,
            topic = seen.On,
            label = seen.Labels.Count > 0 ? seen.Labels[0] : null,
            level = seen.Level,
        });
        return new DeviceEvent(camera, plan.Id, plan.Type, seen.At ?? now, now, null, seen.Score, data, plan.Rule?.Severity);
    }

    /// <summary>[x, y, width, height] as parts of the picture, or null where its size is not known.</summary>
    private static double[]? BoxOf(AdapterCamera camera, Sighting seen)
    {
        if (camera is not { FrameWidth: { } width, FrameHeight: { } height } || seen.PixelBox is not { } box) return null;
        var (left, top) = (Part(box[0], width), Part(box[1], height));
        return [left, top, Math.Round(Math.Max(0, Part(box[2], width) - left), 4), Math.Round(Math.Max(0, Part(box[3], height) - top), 4)];
    }

    private static double Part(double pixels, int whole) => Math.Round(Math.Clamp(pixels / whole, 0, 1), 4);

    /// <summary>The same sighting and type give the same id, whoever reads it and however often.</summary>
    public static string IdOf(string key, string type)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{key}.{type}");
        return id.Length <= 64 ? id : Hash(id);
    }

    private static string Hash(string text) => "ad-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private sealed record EventPlan(string Type, string Id, AdapterRule? Rule, string? Still)
    {
        public double[]? Box { get; init; }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "No still of {Object} came from {Adapter}: {Outcome}. The event goes without it")]
    private partial void NoStill(string adapter, string @object, StillOutcome outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {EventId} of {Device} could not be stored; it is tried again")]
    private partial void NotStored(Exception error, string eventId, DeviceId device);
}
