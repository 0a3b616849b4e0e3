using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.Incidents;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>Why an observation was made: a code for the screens to put into words, and its figure.</summary>
/// <param name="Code">One of the constants of this type, or of the behaviour that made it.</param>
/// <param name="Value">The figure that belongs to it.</param>
public sealed record ObservationReason(string Code, double Value)
{
    /// <summary>Mean person score of the sightings, 0 to 1.</summary>
    public const string PersonScore = "person-score";

    /// <summary>Sightings in a row inside the zone.</summary>
    public const string SightingsInZone = "sightings-in-zone";

    /// <summary>Sightings of the person so far.</summary>
    public const string SightingsOfTrack = "sightings-of-track";

    /// <summary>How far the head came down, in upright heights.</summary>
    public const string HeadSank = "head-sank";

    /// <summary>Seconds that the head took to come down.</summary>
    public const string SinkSeconds = "sink-seconds";

    /// <summary>Score of somebody lying there who was not there before, 0 to 1; 0 when nobody was found.</summary>
    public const string LyingScore = "lying-score";

    /// <summary>Seconds that the person has been down.</summary>
    public const string SecondsDown = "seconds-down";

    /// <summary>The model in use is a fallback; the value is 1.</summary>
    public const string ReducedAccuracy = "reduced-accuracy";
}

/// <summary>Something a camera saw that the hub has to judge, like an event that a device sent.</summary>
public sealed record CameraObservation
{
    /// <summary>Unique and stable over delivery attempts: the event id.</summary>
    public required string ObservationId { get; init; }

    /// <summary>The camera's device id.</summary>
    public required string CameraId { get; init; }

    /// <summary>When the frame arrived, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Event type of the device contract, for example <c>intrusion</c>.</summary>
    public required string Type { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Severity by the camera's setting, null to leave it to the event table.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Name of the zone or line, null where the whole picture is watched.</summary>
    public string? Zone { get; init; }

    /// <summary>The person's track, unique in this camera until its source starts anew; null where it is not about one person.</summary>
    public long? Track { get; init; }

    /// <summary>Where it is.</summary>
    public required Box Box { get; init; }

    /// <summary>JPEG of the moment as it may be shown: people masked, the box and the zone drawn in.</summary>
    public required byte[] Still { get; init; }

    /// <summary>JPEG of the moment as the camera saw it; to be seen with a reason only.</summary>
    public required byte[] PlainStill { get; init; }

    /// <summary>What led to it.</summary>
    public required IReadOnlyList<ObservationReason> Reasons { get; init; }

    /// <summary>Name of the model that found the person.</summary>
    public required string Model { get; init; }
}
