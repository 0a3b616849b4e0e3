namespace SafetyHub.Devices;

/// <summary>A device's birth: what it is and which start of it this is.</summary>
/// <param name="Model">Model name, or null.</param>
/// <param name="Vendor">Maker, or null.</param>
/// <param name="Firmware">Firmware version, or null.</param>
/// <param name="BootId">Id of this start; <c>seq</c> counts from 0 again when it changes.</param>
/// <param name="Capabilities">What it can do, for example <c>speak</c>; at most 64 entries of at most 64 characters.</param>
/// <param name="ReceivedAt">Arrival at the hub, UTC.</param>
[GenerateSerializer, Immutable, Alias("hub.DeviceBirth")]
public sealed record DeviceBirth(
    [property: Id(0)] string? Model,
    [property: Id(1)] string? Vendor,
    [property: Id(2)] string? Firmware,
    [property: Id(3)] string? BootId,
    [property: Id(4)] IReadOnlyList<string> Capabilities,
    [property: Id(5)] DateTimeOffset ReceivedAt);

/// <summary>A device's word on its own state; the Last Will says <see cref="DeviceState.Lost"/>.</summary>
/// <param name="State">The state.</param>
/// <param name="BootId">The start that speaks; a Last Will of an older start says nothing about the present one. Null when not told.</param>
/// <param name="Reason">Free text from the device, at most 200 characters, or null.</param>
/// <param name="ReceivedAt">Arrival at the hub, UTC.</param>
[GenerateSerializer, Immutable, Alias("hub.DeviceStateReport")]
public sealed record DeviceStateReport(
    [property: Id(0)] DeviceState State,
    [property: Id(1)] string? BootId,
    [property: Id(2)] string? Reason,
    [property: Id(3)] DateTimeOffset ReceivedAt);

/// <summary>One telemetry value; exactly one of the three is set.</summary>
/// <param name="Name">1 to 64 characters.</param>
/// <param name="Number">Set for a JSON number.</param>
/// <param name="Flag">Set for a JSON boolean.</param>
/// <param name="Text">Set for a JSON string, at most 256 characters.</param>
[GenerateSerializer, Immutable, Alias("hub.TelemetryValue")]
public readonly record struct TelemetryValue(
    [property: Id(0)] string Name,
    [property: Id(1)] double? Number,
    [property: Id(2)] bool? Flag,
    [property: Id(3)] string? Text);

/// <summary>What a device measured at one instant.</summary>
/// <param name="At">The device's time, UTC, or the time of arrival where <paramref name="ClockCorrected"/>.</param>
/// <param name="Seq">The device's counter, or null.</param>
/// <param name="Values">At least one value, at most 64.</param>
/// <param name="ClockCorrected">True when the device's clock was off by more than 2 minutes and the time of arrival took its place.</param>
[GenerateSerializer, Immutable, Alias("hub.TelemetryReading")]
public sealed record TelemetryReading(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] long? Seq,
    [property: Id(2)] TelemetryValue[] Values,
    [property: Id(3)] bool ClockCorrected);

/// <summary>Readings of one device that the bridge collected since the last batch, oldest first.</summary>
/// <param name="Readings">At most 500 readings; none when there is only a drop or a rate that was passed to tell of.</param>
/// <param name="ReceivedAt">Arrival of the newest, UTC.</param>
/// <param name="Shed">Readings the bridge had to drop for this device since the last batch, because the hub was over its limit.</param>
/// <param name="Chattering">True while the device sends more than its rate allows.</param>
[GenerateSerializer, Immutable, Alias("hub.TelemetryBatch")]
public sealed record TelemetryBatch(
    [property: Id(0)] TelemetryReading[] Readings,
    [property: Id(1)] DateTimeOffset ReceivedAt,
    [property: Id(2)] int Shed,
    [property: Id(3)] bool Chattering);
