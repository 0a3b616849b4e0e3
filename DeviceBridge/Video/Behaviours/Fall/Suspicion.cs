using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fall;

/// <summary>What makes somebody worth a search for a person who lies.</summary>
internal enum SuspicionKind
{
    /// <summary>The head came down quickly.</summary>
    Sank,

    /// <summary>Somebody upright is no longer found, away from the picture's edges, and nothing moves there. Weaker: detectors lose people.</summary>
    Vanished,
}

/// <summary>A suspected fall.</summary>
/// <param name="Kind">What made it one.</param>
/// <param name="Since">Since when the person has been down or gone.</param>
/// <param name="SinkTime">How long the head took to come down; not known when the person vanished.</param>
internal sealed record Suspicion(SuspicionKind Kind, DateTimeOffset Since, TimeSpan SinkTime)
{
    /// <summary>Since when nothing has moved there; null while something does.</summary>
    public DateTimeOffset? StillSince { get; set; }

    /// <summary>Where the last search found somebody down surely enough.</summary>
    public Box? Found { get; set; }

    /// <summary>Searches so far.</summary>
    public int Looks { get; set; }
}
