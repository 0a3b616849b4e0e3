using Microsoft.Extensions.Options;
using SafetyHub.Adapters;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>Turns what foreign cameras saw into events of the hub's cameras, as the mapping says, on the same path as a device's own event.</summary>
internal sealed class AdapterIntake(
    ForeignEvents events,
    ForeignRefusals refusals,
    PresenceTeller presence,
    IOptions<AdaptersOptions> options,
    TimeProvider time)
{
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

    private async Task TakeAsync(AdapterLink adapter, Sighting seen, CancellationToken cancel)
    {
        await adapter.MappingRead.WaitAsync(cancel);
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
        if (seen.Phase == SightingPhase.Ends) End(adapter, camera, rules, seen);
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
        if (rule.Type == AdapterTypes.Gone) adapter.Faults.NoteGone(camera.Camera);
        var id = ForeignEvents.IdOf(seen.Key, rule.Type);
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
        if (!await events.RaiseAsync(adapter, camera, rule, seen, cancel)) return false;
        adapter.Reported.Add($"{camera.Camera}/{id}");
        return true;
    }

    private static void End(AdapterLink adapter, AdapterCamera camera, IReadOnlyList<AdapterRule> rules, Sighting seen)
    {
        adapter.Count("ended");
        adapter.Standing.Remove(seen.Property);
        var over = rules.Where(r => AdapterTypes.Faults.Contains(r.Type) && RuleMatch.Takes(r, seen)).Select(r => r.Type).ToList();
        if (over.Count == 0) return;
        if (over.Contains(AdapterTypes.Gone)) adapter.Faults.NoteGone(camera.Camera);
        // A deleted property says that nobody looks any more, not that all is well.
        if (seen.Deleted) adapter.Faults.Forget(camera.Camera, seen.Property);
        else adapter.Faults.End(camera.Camera, seen);
    }

    private async Task RestoreAsync(AdapterLink adapter, DeviceId camera, Sighting end, CancellationToken cancel)
    {
        await events.RestoreAsync(adapter, camera, end, "camera.restored", cancel);
        if (adapter.Faults.WasGone(camera)) await events.RestoreAsync(adapter, camera, end, "camera.observed", cancel);
        adapter.Faults.Told(camera);
    }
}
