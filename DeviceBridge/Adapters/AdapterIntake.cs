using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Adapters.Frigate;
using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>Turns what foreign cameras saw into events of the hub's cameras, as the mapping says, on the same path as a device's own event.</summary>
internal sealed partial class AdapterIntake(
    IDeviceIntake intake,
    IEvidenceStore evidence,
    ForeignRefusals refusals,
    PresenceTeller presence,
    IOptions<AdaptersOptions> options,
    TimeProvider time,
    AdapterMetrics metrics,
    ILogger<AdapterIntake> log)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(10);
    private static readonly string[] NeverDropped = ["fall", "fire", "smoke", "gas"];

    /// <summary>Reads a message; null when nothing remains to be done with it. Never throws.</summary>
    public ForeignReading? Read(AdapterLink adapter, ForeignMessage message)
    {
        var reading = adapter.Protocol.Read(message);
        switch (reading)
        {
            case NothingToDo:
                adapter.Count("left-alone");
                return null;
            case NotUnderstood wrong:
                refusals.Keep(adapter, message, wrong.Rejection);
                return null;
            default:
                return reading;
        }
    }

    /// <summary>Does what a reading asks for. Completes when it is durable; cancelled only by <paramref name="connection"/>.</summary>
    public Task HandleAsync(AdapterLink adapter, ForeignReading reading, CancellationToken connection)
    {
        switch (reading)
        {
            case SystemWord word:
                adapter.Count("availability");
                adapter.Presence.SystemSays(word.State);
                return presence.TellAsync(adapter, adapter.Mapping.All, connection);
            case CameraWord word:
                adapter.Count("availability");
                adapter.Presence.CameraSays(word.Camera, word.State);
                return presence.TellAsync(adapter, adapter.Mapping.Of(word.Camera), connection);
            case Sighting seen:
                return TakeAsync(adapter, seen, connection);
            case FaultsEnded over:
                return RestoreAsync(adapter, over.Camera, over.End, connection);
            default:
                throw new ArgumentOutOfRangeException(nameof(reading), reading.GetType().Name, "Nothing is to be done with it");
        }
    }

    /// <summary>Tells the hub that the pictures of a camera are in order again.</summary>
    private Task RestoreAsync(AdapterLink adapter, DeviceId camera, Sighting end, CancellationToken cancel)
    {
        adapter.Count("restored");
        var id = end.Key.Length > 0 ? end.Key : Hash($"{end.Property}\n{time.GetUtcNow().UtcTicks}");
        return StoreAsync(adapter, Event(adapter, camera, end, new EventPlan("camera.restored", IdOf(id, "camera.restored"), null, null)), end, cancel);
    }

    private async Task TakeAsync(AdapterLink adapter, Sighting seen, CancellationToken cancel)
    {
        if (adapter.Mapping.Find(seen.Camera, seen.Source) is not { } camera)
        {
            adapter.Count("unmapped");
            adapter.Unmapped.Note(seen, "no-camera");
            return;
        }
        if (!seen.Retained && adapter.Presence.Heard(camera)) await presence.TellAsync(adapter, [camera], cancel);
        var rules = adapter.RulesOf(camera);
        if (adapter.Protocol.NamesTopics && !rules.Any(r => RuleMatch.IsOn(r, seen)))
        {
            adapter.Count("unmapped");
            adapter.Unmapped.Note(seen, "no-rule");
            return;
        }
        if (seen.Phase == SightingPhase.Ends) await EndAsync(adapter, camera, rules, seen, cancel);
        else await BeginAsync(adapter, camera, rules, seen, cancel);
    }

    private async Task BeginAsync(AdapterLink adapter, AdapterCamera camera, IReadOnlyList<AdapterRule> rules, Sighting seen, CancellationToken cancel)
    {
        if (seen.FalsePositive)
        {
            adapter.Count("false-positive");
            return;
        }
        var taken = rules.Where(r => RuleMatch.Takes(r, seen)).DistinctBy(r => r.Type).ToList();
        if (taken.Count == 0) adapter.Count("not-selected");
        var stands = false;
        foreach (var rule in taken) stands |= await RaiseAsync(adapter, camera, rule, seen, cancel);
        if (stands && seen.IsState) adapter.Standing.Add(seen.Property, seen.Track);
    }

    /// <summary>Makes an event of the sighting; true when the hub has it, or had it.</summary>
    private async Task<bool> RaiseAsync(AdapterLink adapter, AdapterCamera camera, AdapterRule rule, Sighting seen, CancellationToken cancel)
    {
        var fault = AdapterTypes.Faults.Contains(rule.Type);
        if (fault) adapter.Faults.Begin(camera.Camera, seen.Property);
        var id = IdOf(seen.Key, rule.Type);
        if (adapter.Reported.Knows($"{camera.Camera}/{id}") || (seen.IsState && adapter.Standing.Knows(seen.Property, seen.Track)))
        {
            adapter.Count("known");
            return true;
        }
        if (seen.Retained && !fault && time.GetUtcNow() - seen.At > options.Value.RetainedLimit)
        {
            adapter.Count("out-of-date");
            return false;
        }
        if (!await MayPassAsync(adapter, camera.Camera, rule, seen, cancel)) return false;
        var still = fault ? null : await StillAsync(adapter, seen, cancel);
        await StoreAsync(adapter, Event(adapter, camera.Camera, seen, new EventPlan(rule.Type, id, rule, still) { Box = BoxOf(camera, seen) }), seen, cancel);
        adapter.Reported.Add($"{camera.Camera}/{id}");
        return true;
    }

    private async Task EndAsync(AdapterLink adapter, AdapterCamera camera, IReadOnlyList<AdapterRule> rules, Sighting seen, CancellationToken cancel)
    {
        adapter.Count("ended");
        adapter.Standing.Remove(seen.Property);
        if (!rules.Any(r => AdapterTypes.Faults.Contains(r.Type) && RuleMatch.Takes(r, seen))) return;
        // A deleted property says that nobody looks any more, not that all is well.
        if (seen.Deleted) adapter.Faults.Forget(camera.Camera, seen.Property);
        else if (adapter.Faults.End(camera.Camera, seen)) await RestoreAsync(adapter, camera.Camera, seen, cancel);
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
    private async Task<string?> StillAsync(AdapterLink adapter, Sighting seen, CancellationToken cancel)
    {
        if (adapter.Stills is not { } stills || seen.SnapshotOf is not { } id) return null;
        var started = time.GetTimestamp();
        var (outcome, jpeg) = await stills.FetchAsync(id, cancel);
        metrics.Snapshot(adapter.Name, JsonNamingPolicy.KebabCaseLower.ConvertName(outcome.ToString()), time.GetElapsedTime(started));
        if (outcome is not (StillOutcome.Fetched or StillOutcome.None)) NoStill(adapter.Name, id, outcome);
        return jpeg is null ? null : await evidence.SaveJpegAsync(jpeg, cancel);
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
    private static string IdOf(string key, string type)
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
