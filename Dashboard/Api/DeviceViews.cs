using System.Text.Json;
using SafetyHub.Devices;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Api;

/// <summary>A device to register.</summary>
/// <param name="Kind"><c>robot</c>, <c>speaker</c>, <c>camera</c> or <c>sensor</c>; cannot change later.</param>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="ResidentId">Whose home it is in; or <paramref name="PlaceId"/>; neither while it is in store.</param>
/// <param name="PlaceId">Where it watches.</param>
public sealed record DeviceBody(string? Kind, string? Name, string? ResidentId, string? PlaceId);

/// <summary>What a registration answers.</summary>
/// <param name="Id">The device.</param>
/// <param name="Secret">The password for MQTT, shown this once; null when the device was known already.</param>
public sealed record RegisteredDevice(string Id, string? Secret);

/// <summary>A claim for an installer.</summary>
/// <param name="ClaimId">Client id and topic level of the provisioning exchange.</param>
/// <param name="Code">The code to type, shown this once.</param>
/// <param name="ExpiresAt">End of validity, UTC.</param>
public sealed record ClaimView(string ClaimId, string Code, DateTimeOffset ExpiresAt);

/// <summary>A device's twin as the API gives it.</summary>
public sealed record DeviceView(
    string Id, DeviceKind Kind, string Name, string? ResidentId, string? PlaceId, DeviceState State, DateTimeOffset? Since, DateTimeOffset? LastSeenAt,
    string? Model, string? Vendor, string? Firmware, string? BootId, IReadOnlyList<string> Capabilities, double? Battery,
    IReadOnlyDictionary<string, LatestValueView> Telemetry, JsonElement? Config, long MissingMessages, double? ClockSkewSeconds, bool Chattering, long RepeatedEvents)
{
    internal static DeviceView Of(DeviceTwin twin) => new(
        twin.Id.Value, twin.Kind, twin.Name,
        twin.Subject is { Kind: SubjectKind.Resident } resident ? resident.Id : null,
        twin.Subject is { Kind: SubjectKind.Place } place ? place.Id : null,
        twin.State, twin.Since, twin.LastSeenAt, twin.Birth?.Model, twin.Birth?.Vendor, twin.Birth?.Firmware, twin.Birth?.BootId,
        twin.Birth?.Capabilities ?? [], twin.Battery,
        twin.LastReadings.ToDictionary(r => r.Value.Name, r => new LatestValueView(Plain(r.Value), r.At)),
        Json(twin.DesiredConfig), twin.MissingMessages, twin.ClockSkew?.TotalSeconds, twin.Chattering, twin.RepeatedEvents);

    internal static object? Plain(TelemetryValue value) => value.Number is { } number ? number : value.Flag is { } flag ? flag : value.Text;

    internal static JsonElement? Json(string? text)
    {
        if (text is null) return null;
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}

/// <summary>The newest value of a telemetry name.</summary>
/// <param name="Value">Number, boolean or text.</param>
/// <param name="At">When, UTC.</param>
public sealed record LatestValueView(object? Value, DateTimeOffset At);

/// <summary>A line of the device list.</summary>
public sealed record DeviceLine(string Id, DeviceKind Kind, string Name, string? ResidentId, string? PlaceId, DateTimeOffset RegisteredAt)
{
    internal static DeviceLine Of(DeviceRegistration r) => new(
        r.Id.Value, r.Kind, r.Name, r.Subject is { Kind: SubjectKind.Resident } resident ? resident.Id : null,
        r.Subject is { Kind: SubjectKind.Place } place ? place.Id : null, r.RegisteredAt);
}

/// <summary>A page of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">Value for <c>after</c> of the next page, or null at the end.</param>
public sealed record PageView<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>One stored telemetry value.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Number, boolean or text.</param>
public sealed record TelemetryPointView(DateTimeOffset At, string Name, object? Value);
