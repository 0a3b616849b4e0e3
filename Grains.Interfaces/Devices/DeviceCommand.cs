namespace SafetyHub.Devices;

/// <summary>What a caller asks a device to do.</summary>
/// <param name="Type"><c>say</c>, <c>check-in</c>, <c>remind</c> or <c>call</c>; <c>listen</c> is not offered and is refused.</param>
/// <param name="DataJson">The command's JSON object.</param>
/// <param name="ExpiresAt">After this the command is expired and never delivered; null = 60 s from now. At most 7 days ahead.</param>
/// <param name="RequestedBy">Who asked, for the audit.</param>
/// <param name="IdempotencyKey">The same key gives the same command, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.CommandRequest")]
public sealed record CommandRequest(
    [property: Id(0)] string Type,
    [property: Id(1)] string DataJson,
    [property: Id(2)] DateTimeOffset? ExpiresAt,
    [property: Id(3)] string RequestedBy,
    [property: Id(4)] string? IdempotencyKey);

/// <summary>A command and its fate.</summary>
/// <param name="Id">The command's id, unique over all devices.</param>
/// <param name="Type">The command's type.</param>
/// <param name="DataJson">Its JSON object.</param>
/// <param name="RequestedBy">Who asked.</param>
/// <param name="RequestedAt">When, UTC.</param>
/// <param name="ExpiresAt">When it lapses, UTC.</param>
/// <param name="State">Its fate so far.</param>
/// <param name="ReplyJson">What the device answered, a JSON object, or null.</param>
/// <param name="SettledAt">When it was done, failed or expired, UTC; null while open.</param>
[GenerateSerializer, Immutable, Alias("hub.DeviceCommand")]
public sealed record DeviceCommand(
    [property: Id(0)] string Id,
    [property: Id(1)] string Type,
    [property: Id(2)] string DataJson,
    [property: Id(3)] string RequestedBy,
    [property: Id(4)] DateTimeOffset RequestedAt,
    [property: Id(5)] DateTimeOffset ExpiresAt,
    [property: Id(6)] CommandState State,
    [property: Id(7)] string? ReplyJson,
    [property: Id(8)] DateTimeOffset? SettledAt);

/// <summary>A command's fate.</summary>
public enum CommandState
{
    /// <summary>Stored; the device has not answered yet. It is sent again at every connection until it expires.</summary>
    Pending = 0,
    /// <summary>The device did it.</summary>
    Done = 1,
    /// <summary>The device could not.</summary>
    Failed = 2,
    /// <summary>No answer in time.</summary>
    Expired = 3,
}

/// <summary>A device's answer to a command.</summary>
/// <param name="CommandId">The command.</param>
/// <param name="State">Done, Failed or Expired.</param>
/// <param name="DataJson">The answer's JSON object, or null.</param>
/// <param name="ReceivedAt">Arrival, UTC.</param>
[GenerateSerializer, Immutable, Alias("hub.CommandReply")]
public sealed record CommandReply(
    [property: Id(0)] string CommandId,
    [property: Id(1)] CommandState State,
    [property: Id(2)] string? DataJson,
    [property: Id(3)] DateTimeOffset ReceivedAt);

/// <summary>Why a command was refused.</summary>
public enum CommandRefusal
{
    /// <summary>It was taken.</summary>
    None = 0,
    /// <summary>No such command type; <c>listen</c> is one of those.</summary>
    UnknownType = 1,
    /// <summary>The data lack a field or have one of the wrong type.</summary>
    BadData = 2,
    /// <summary>The time of expiry is in the past or more than 7 days ahead.</summary>
    BadExpiry = 3,
    /// <summary>The device already has 32 open commands.</summary>
    TooMany = 4,
    /// <summary>The device is not registered, or its kind takes no commands (a camera carries no sound).</summary>
    NotForThisDevice = 5,
}

/// <summary>A command that was taken, or why it was not.</summary>
/// <param name="Command">The command, or null when refused.</param>
/// <param name="Refusal">Why not.</param>
/// <param name="Detail">One English sentence for the caller, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.CommandOutcome")]
public sealed record CommandOutcome(
    [property: Id(0)] DeviceCommand? Command,
    [property: Id(1)] CommandRefusal Refusal,
    [property: Id(2)] string? Detail);
