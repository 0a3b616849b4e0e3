namespace SafetyHub.Devices;

/// <summary>Everything that is known and set about a camera besides its twin.</summary>
/// <param name="Source">Its source, or null.</param>
/// <param name="Watch">What it is watched for.</param>
/// <param name="WatchVersion">Counts up with every change of the watch; 0 before the first.</param>
/// <param name="Condition">What its bridge said last, or null when none has since the camera's grain woke.</param>
/// <param name="Unseen">How long its place was not seen, by day, newest first; at most 31 days.</param>
[GenerateSerializer, Immutable, Alias("hub.CameraSettings")]
public sealed record CameraSettings(
    [property: Id(0)] CameraSource? Source,
    [property: Id(1)] CameraWatch Watch,
    [property: Id(2)] int WatchVersion,
    [property: Id(3)] CameraCondition? Condition,
    [property: Id(4)] IReadOnlyList<UnseenDay> Unseen);

/// <summary>How long a camera's place was not seen on a day of the city.</summary>
/// <param name="Day">The day.</param>
/// <param name="Time">How long.</param>
[GenerateSerializer, Immutable, Alias("hub.UnseenDay")]
public readonly record struct UnseenDay([property: Id(0)] DateOnly Day, [property: Id(1)] TimeSpan Time);

/// <summary>What became of a new watch.</summary>
/// <param name="Version">The version in force now.</param>
/// <param name="Fault">What is wrong with it, in English; null when it was taken.</param>
/// <param name="IsOutdated">True when somebody else changed the watch meanwhile, so that it was not taken.</param>
[GenerateSerializer, Immutable, Alias("hub.WatchChange")]
public sealed record WatchChange([property: Id(0)] int Version, [property: Id(1)] string? Fault, [property: Id(2)] bool IsOutdated);
