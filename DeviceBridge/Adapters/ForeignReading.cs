using SafetyHub.DeviceBridge.Mqtt.Codecs;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>What a foreign message says, after its form was checked.</summary>
internal abstract record ForeignReading
{
    /// <summary>The foreign camera it is about, or empty; messages of one camera are handled in their order.</summary>
    public virtual string Foreign => "";
}

/// <summary>Nothing the hub needs.</summary>
internal sealed record NothingToDo : ForeignReading
{
    public static NothingToDo Instance { get; } = new();
}

/// <summary>Not understood.</summary>
internal sealed record NotUnderstood(Rejection Rejection) : ForeignReading;

/// <summary>What the foreign system says of itself.</summary>
internal sealed record SystemWord(ForeignState State) : ForeignReading;

/// <summary>What the foreign system says of one of its cameras.</summary>
internal sealed record CameraWord(string Camera, ForeignState State) : ForeignReading
{
    public override string Foreign => Camera;
}

/// <summary>How a foreign system or camera stands by its own word.</summary>
internal enum ForeignState
{
    /// <summary>It works.</summary>
    Online = 1,
    /// <summary>It was stopped or switched off on purpose.</summary>
    Stopped = 2,
    /// <summary>It went without a word, or its stream is down.</summary>
    Offline = 3,
}

/// <summary>Whether something begins, goes on or ends.</summary>
internal enum SightingPhase
{
    Begins = 1,
    GoesOn = 2,
    Ends = 3,
}

/// <summary>Something a foreign camera saw.</summary>
internal sealed record Sighting : ForeignReading
{
    /// <summary>The foreign camera.</summary>
    public required string Camera { get; init; }

    public override string Foreign => Camera;

    /// <summary>Token of the video source, or null.</summary>
    public string? Source { get; init; }

    /// <summary>Stream or topic; what <see cref="SafetyHub.Adapters.AdapterRule.On"/> is compared with.</summary>
    public required string On { get; init; }

    /// <summary>The same thing seen has the same key for as long as it lasts; the hub's event id is made of it.</summary>
    public required string Key { get; init; }

    /// <summary>The property that it is the state of: camera, topic and source, but not when.</summary>
    public required string Property { get; init; }

    public required SightingPhase Phase { get; init; }

    /// <summary>By the camera's clock, UTC; null where the message has no time.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Labels of what was seen, or the name of the camera's rule.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    public IReadOnlyList<string> SubLabels { get; init; } = [];

    public IReadOnlyList<string> Zones { get; init; } = [];

    public double? Score { get; init; }

    /// <summary><c>alert</c> or <c>detection</c>, for reviews.</summary>
    public string? Level { get; init; }

    /// <summary>The foreign system itself holds it for nothing.</summary>
    public bool FalsePositive { get; init; }

    /// <summary>Left, top, right, bottom in pixels of the foreign detection picture, or null.</summary>
    public IReadOnlyList<double>? PixelBox { get; init; }

    /// <summary>Id of the object in the foreign system, or null.</summary>
    public string? Track { get; init; }

    /// <summary>Id under which the foreign system has a still of it, or null.</summary>
    public string? SnapshotOf { get; init; }

    /// <summary>It is the state of a property, which stands until it ends; else it happens and is over.</summary>
    public bool IsState { get; init; }

    /// <summary>The property itself is gone: nobody looks any more.</summary>
    public bool Deleted { get; init; }

    /// <summary>The broker had kept it.</summary>
    public bool Retained { get; init; }
}

/// <summary>The faults of a camera's picture that the broker had kept are all over.</summary>
internal sealed record FaultsEnded(SafetyHub.Devices.DeviceId Camera, Sighting End) : ForeignReading
{
    public override string Foreign => End.Camera;
}
