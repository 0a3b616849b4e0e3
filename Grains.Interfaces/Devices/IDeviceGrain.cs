using SafetyHub.Signals;

namespace SafetyHub.Devices;

/// <summary>
/// One device: its twin, its commands and its voice. Four characters share this mechanism; the kind is part of the key
/// (<see cref="GrainKeys.Device"/>). Latest values live in memory and are written on change or event, never per telemetry message.
/// </summary>
public interface IDeviceGrain : IGrainWithStringKey
{
    /// <summary>Tells the grain what the registry says; called after every registration.</summary>
    [Alias("Register")] Task Register(DeviceRegistration registration);

    /// <summary>The twin.</summary>
    [Alias("Get")] Task<DeviceTwin> Get();

    /// <summary>
    /// Takes an event. When the task completes the event is on disk and the decision is made; the same id again gives <see cref="ReceiptStatus.Duplicate"/>.
    /// Throws only when storage is out of reach: the caller must then not acknowledge.
    /// </summary>
    [Alias("ReportEvent")] Task<EventReceipt> ReportEvent(DeviceEvent deviceEvent);

    /// <summary>Takes telemetry: newest value per name, gaps, heartbeat; history is written in chunks.</summary>
    [Alias("ReportTelemetry")] Task ReportTelemetry(TelemetryBatch batch);

    /// <summary>Takes a birth.</summary>
    [Alias("ReportBirth")] Task ReportBirth(DeviceBirth birth);

    /// <summary>Takes a state; <see cref="DeviceState.Lost"/> becomes a device silence after a grace time unless the device comes back.</summary>
    [Alias("ReportState")] Task ReportState(DeviceStateReport report);

    /// <summary>Takes an answer to a command; unknown ids and settled commands are ignored and counted.</summary>
    [Alias("ReportReply")] Task ReportReply(CommandReply reply);

    /// <summary>The bridge saw the device connect and subscribe: returns what it must be told, oldest command first.</summary>
    [Alias("Connected")] Task<DeviceGreeting> Connected();

    /// <summary>Sends a command: stored first, then delivered by whichever bridge holds the device, again at each connection until answered or expired.</summary>
    [Alias("Send")] Task<CommandOutcome> Send(CommandRequest request);

    /// <summary>A command's fate, or null. Settled commands are kept for at least 7 days.</summary>
    [Alias("GetCommand")] Task<DeviceCommand?> GetCommand(string commandId);

    /// <summary>Sets the desired configuration (a JSON object of at most 16 KiB) and sends it to the device as the retained <c>config</c>.</summary>
    [Alias("Configure")] Task Configure(string configJson, string requestedBy);

    /// <summary>Telemetry that is not yet in the history table, oldest first.</summary>
    [Alias("RecentTelemetry")] Task<IReadOnlyList<TelemetryReading>> RecentTelemetry();

    /// <summary>Looks whether the device has been silent for three heartbeats, and whether commands have expired. Idempotent; called by the sweeper.</summary>
    [Alias("CheckDeadlines")] Task CheckDeadlines();
}

/// <summary>What a device that has just connected must be told.</summary>
/// <param name="DesiredConfig">The retained configuration, or null.</param>
/// <param name="Commands">Open commands, oldest first.</param>
[GenerateSerializer, Immutable, Alias("hub.DeviceGreeting")]
public sealed record DeviceGreeting(
    [property: Id(0)] string? DesiredConfig,
    [property: Id(1)] IReadOnlyList<DeviceCommand> Commands);

/// <summary>A care robot (돌봄로봇): hears a held hand and a cry for help, and speaks.</summary>
[Alias("hub.ICareRobotGrain")]
public interface ICareRobotGrain : IDeviceGrain;

/// <summary>A smart speaker (돌봄스피커): hears and speaks.</summary>
[Alias("hub.ISmartSpeakerGrain")]
public interface ISmartSpeakerGrain : IDeviceGrain;

/// <summary>A sensor: motion, door, fire, gas, plug, emergency button.</summary>
[Alias("hub.ISensorGrain")]
public interface ISensorGrain : IDeviceGrain;
