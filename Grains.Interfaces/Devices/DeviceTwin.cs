using SafetyHub.Signals;

namespace SafetyHub.Devices;

/// <summary>The hub's picture of a device.</summary>
/// <param name="Id">The device.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The name people see.</param>
/// <param name="Subject">Whom it serves, or null while it is in store.</param>
/// <param name="State">How it stands.</param>
/// <param name="Since">Since when, UTC; null while unknown.</param>
/// <param name="LastSeenAt">Last message of any kind, UTC; null when never heard.</param>
/// <param name="Birth">What it said of itself, or null.</param>
/// <param name="Battery">Charge 0..100, or null.</param>
/// <param name="LastReadings">The newest value of each telemetry name (at most 64 names), with its time.</param>
/// <param name="DesiredConfig">Settings the hub wants it to have, a JSON object, or null.</param>
/// <param name="MissingMessages">Messages lost on the way since this boot, by gaps in <c>seq</c>.</param>
/// <param name="ClockSkew">How far its clock was off when last corrected (device minus hub); null when it was right.</param>
/// <param name="Chattering">True while it sends more than its rate allows.</param>
[GenerateSerializer, Immutable, Alias("hub.DeviceTwin")]
public sealed record DeviceTwin(
    [property: Id(0)] DeviceId Id,
    [property: Id(1)] DeviceKind Kind,
    [property: Id(2)] string Name,
    [property: Id(3)] SubjectRef? Subject,
    [property: Id(4)] DeviceState State,
    [property: Id(5)] DateTimeOffset? Since,
    [property: Id(6)] DateTimeOffset? LastSeenAt,
    [property: Id(7)] DeviceBirth? Birth,
    [property: Id(8)] double? Battery,
    [property: Id(9)] IReadOnlyList<LatestValue> LastReadings,
    [property: Id(10)] string? DesiredConfig,
    [property: Id(11)] long MissingMessages,
    [property: Id(12)] TimeSpan? ClockSkew,
    [property: Id(13)] bool Chattering)
{
    /// <summary>Events that the device sent again although the hub had them, since it was registered; what they tell of is counted once.</summary>
    [Id(14)] public long RepeatedEvents { get; init; }
}

/// <summary>The newest value of one telemetry name.</summary>
/// <param name="Value">Name and value.</param>
/// <param name="At">When it was measured, UTC.</param>
[GenerateSerializer, Immutable, Alias("hub.LatestValue")]
public readonly record struct LatestValue([property: Id(0)] TelemetryValue Value, [property: Id(1)] DateTimeOffset At);
