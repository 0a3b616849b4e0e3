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

    /// <summary>Somebody went over a line from its left to its right; the value is the sightings beyond it.</summary>
    public const string CrossedForward = "crossed-forward";

    /// <summary>Somebody went over a line from its right to its left; the value is the sightings beyond it.</summary>
    public const string CrossedBackward = "crossed-backward";

    /// <summary>Seconds in the zone, or over which was averaged.</summary>
    public const string SecondsInZone = "seconds-in-zone";

    /// <summary>People in the zone, on average.</summary>
    public const string PeopleInZone = "people-in-zone";

    /// <summary>Estimated people per square metre around each of them, on average.</summary>
    public const string PeoplePerSquareMetre = "people-per-square-metre";

    /// <summary>Seconds since the last of those who brought a thing was near it.</summary>
    public const string SecondsUnattended = "seconds-unattended";

    /// <summary>How much of a thing's outline is new, 0 to 1.</summary>
    public const string NewOutline = "new-outline";

    /// <summary>Person score of who brought a thing, 0 to 1.</summary>
    public const string CarrierScore = "carrier-score";

    /// <summary>Share of the pixels that change from one look to the next, 0 to 1.</summary>
    public const string Flicker = "flicker";

    /// <summary>Share of the glowing pixels that are yellow or white, 0 to 1.</summary>
    public const string HotShare = "hot-share";

    /// <summary>Seconds for which it has looked like that.</summary>
    public const string SecondsSeen = "seconds-seen";

    /// <summary>Share of the picture that a cloud covers, 0 to 1.</summary>
    public const string CloudShare = "cloud-share";

    /// <summary>Share of a cloud behind which the contrast is gone, 0 to 1.</summary>
    public const string BlurredShare = "blurred-share";

    /// <summary>Visits of one person within the window.</summary>
    public const string VisitsInWindow = "visits-in-window";

    /// <summary>Visits that were joined by the colours of the clothes.</summary>
    public const string VisitsByClothing = "visits-by-clothing";

    /// <summary>Seconds in which nothing has moved where the person lies.</summary>
    public const string SecondsStill = "seconds-still";

    /// <summary>Somebody upright was suddenly no longer found, away from the picture's edges; the value is 1.</summary>
    public const string Vanished = "vanished";

    /// <summary>1 when the place where somebody lies looked different before; 0 when it always looked so.</summary>
    public const string CameThere = "came-there";

    /// <summary>The posture model sees a torso that lies; the value is its angle to the vertical in degrees.</summary>
    public const string TorsoLies = "torso-lies";

    /// <summary>The posture model sees an upright torso; the value is its angle to the vertical in degrees.</summary>
    public const string TorsoUpright = "torso-upright";

    /// <summary>The posture model is not sure; the value is its score, 0 to 1.</summary>
    public const string TorsoUnclear = "torso-unclear";

    /// <summary>There is no posture model to ask; the value is 1.</summary>
    public const string PostureMissing = "posture-missing";

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

    /// <summary>True for a guess from colours and movement (smoke, flames): the event then says so and calls for a look, not for help.</summary>
    public bool IsHint { get; init; }

    /// <summary>True when it says that what was reported before is over.</summary>
    public bool Ends { get; init; }

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

    /// <summary>The number under which this bridge had the camera.</summary>
    public long Epoch { get; init; }

    /// <summary>Name of the model that found the person.</summary>
    public required string Model { get; init; }
}
