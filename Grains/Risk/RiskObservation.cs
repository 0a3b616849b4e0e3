using System.Text.Json;
using SafetyHub.Devices;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Risk;

/// <summary>One thing that is known about a person now and was not before.</summary>
/// <param name="At">When it happened, UTC. What is older than the newest one counts as of its own time, but never turns the story back.</param>
public abstract record RiskObservation(DateTimeOffset At);

/// <summary>An event of a device of the home, or one that the hub made about such a device (<c>device.silent</c>).</summary>
/// <param name="At">When, UTC.</param>
/// <param name="SignalId">The signal; the same again changes nothing.</param>
/// <param name="Type">Event type of the contract.</param>
/// <param name="Device">The device's id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Confidence">0..1, or null.</param>
/// <param name="Data">The fields of its data that are texts or numbers, as texts; null = none.</param>
public sealed record DeviceSaid(
    DateTimeOffset At, string SignalId, string Type, string Device, DeviceKind Kind, double? Confidence = null,
    IReadOnlyDictionary<string, string>? Data = null) : RiskObservation(At)
{
    /// <summary>The observation of a signal.</summary>
    public static DeviceSaid Of(Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return new DeviceSaid(signal.At, signal.Id, signal.Type, signal.Device.Value, signal.Kind, signal.Confidence, Fields(signal.DataJson));
    }

    /// <summary>A field of the data, or null.</summary>
    public string? Text(string field) => Data?.GetValueOrDefault(field);

    private static Dictionary<string, string>? Fields(string? json)
    {
        if (json is null) return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var field in document.RootElement.EnumerateObject())
            {
                if (field.Value.ValueKind == JsonValueKind.String) fields[field.Name] = field.Value.GetString()!;
                else if (field.Value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) fields[field.Name] = field.Value.GetRawText();
            }
            return fields;
        }
        catch (JsonException)
        {
            // The event itself counts; data that nobody can read is data that is not there.
            return null;
        }
    }
}

/// <summary>
/// What a device measured since its last summary, where it shows that somebody is up and about. Sent only when there was something,
/// at most every few minutes a device: never a telemetry message each.
/// </summary>
/// <param name="At">Time of the newest reading in it, UTC.</param>
/// <param name="Device">The device's id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Activity">What showed it.</param>
/// <param name="Count">How often, 1 or more.</param>
public sealed record HomeActive(DateTimeOffset At, string Device, DeviceKind Kind, HomeActivity Activity, int Count = 1) : RiskObservation(At);

/// <summary>What in a home's telemetry shows that somebody is there.</summary>
public enum HomeActivity
{
    /// <summary>Movement (telemetry <c>motion</c> above 0, <c>occupancy</c> true).</summary>
    Motion = 1,
    /// <summary>A door was opened or shut (telemetry <c>door</c> changed): somebody came or went.</summary>
    Door = 2,
    /// <summary>An appliance was switched (telemetry <c>power</c> changed by much).</summary>
    Power = 3,
}

/// <summary>The person's circumstances changed: status, quiet hours, thresholds, or which devices can speak.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Context">All of them, as they are now.</param>
public sealed record CircumstancesChanged(DateTimeOffset At, PersonContext Context) : RiskObservation(At);

/// <summary>A question could not be asked: the device is gone, or refused it. Another voice asks, or a human is told.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="QuestionId">The question.</param>
/// <param name="Attempt">Which of its attempts.</param>
public sealed record AskingFailed(DateTimeOffset At, string QuestionId, int Attempt) : RiskObservation(At);

/// <summary>A human wants somebody to look although the hub did not (an ok overridden, a suspicion that had faded).</summary>
/// <param name="At">When, UTC.</param>
/// <param name="DecisionId">Which decision is overridden.</param>
/// <param name="Actor">Who: <c>user:{name}</c> or <c>token:{name}</c>.</param>
public sealed record LookedAnyway(DateTimeOffset At, string DecisionId, string Actor) : RiskObservation(At);
