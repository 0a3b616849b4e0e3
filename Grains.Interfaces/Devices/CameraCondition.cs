namespace SafetyHub.Devices;

/// <summary>A camera as the bridge that reads it sees it.</summary>
[GenerateSerializer, Immutable, Alias("hub.CameraCondition")]
public sealed record CameraCondition
{
    /// <summary>When this was so, UTC.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>What its source is doing.</summary>
    [Id(1)] public required CameraView View { get; init; }

    /// <summary>Version of the camera's settings that the bridge works by.</summary>
    [Id(2)] public required int Version { get; init; }

    /// <summary>When the newest picture came, null before the first.</summary>
    [Id(3)] public DateTimeOffset? LastPictureAt { get; init; }

    /// <summary>What is wrong with the view now.</summary>
    [Id(4)] public IReadOnlyList<CameraFault> Faults { get; init; } = [];

    /// <summary>Names this start of the camera on the bridge; <see cref="Unseen"/> begins at 0 with it.</summary>
    [Id(5)] public required string Run { get; init; }

    /// <summary>Time of this run in which the place was not seen: no picture, blind or frozen; privacy hours do not count.</summary>
    [Id(6)] public TimeSpan Unseen { get; init; }

    /// <summary>How often the broken source was started again in this run.</summary>
    [Id(7)] public int Restarts { get; init; }

    /// <summary>Why it broke last, without credentials; null when it never did.</summary>
    [Id(8)] public string? LastFailure { get; init; }

    /// <summary>What of the watch the bridge cannot do, in English; the rest is done.</summary>
    [Id(9)] public IReadOnlyList<string> WatchFaults { get; init; } = [];

    /// <summary>Pictures received per second.</summary>
    [Id(10)] public double PicturesPerSecond { get; init; }

    /// <summary>What decodes the stream, for example <c>software</c> or <c>vaapi</c>.</summary>
    [Id(11)] public string Decoding { get; init; } = "software";

    /// <summary>Why it is not what was asked for, in English; null when it is.</summary>
    [Id(12)] public string? DecodingReason { get; init; }

    /// <summary>The behaviours that the bridge knows.</summary>
    [Id(13)] public IReadOnlyList<BehaviourOffer> Offers { get; init; } = [];

    /// <summary>The number under which the bridge reads the camera; what comes under an older one than the camera knows is not looked at.</summary>
    [Id(14)] public long Epoch { get; init; }
}

/// <summary>What a camera's source is doing.</summary>
public enum CameraView
{
    /// <summary>Being opened.</summary>
    Starting = 0,

    /// <summary>Pictures come.</summary>
    Streaming = 1,

    /// <summary>Broken; waiting before the next start.</summary>
    Missing = 2,

    /// <summary>Not read: privacy hours.</summary>
    Private = 3,
}

/// <summary>A behaviour that a bridge can watch for.</summary>
/// <param name="Type">Its event type.</param>
/// <param name="OfLines">True when it looks at lines, false when at zones.</param>
[GenerateSerializer, Immutable, Alias("hub.BehaviourOffer")]
public sealed record BehaviourOffer([property: Id(0)] string Type, [property: Id(1)] bool OfLines);
