using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Abandoned;

/// <summary>Something new that keeps still, and who brought it.</summary>
internal sealed class LeftThing(Rect place, DateTimeOffset since)
{
    /// <summary>Where it is in the small picture.</summary>
    public Rect Place { get; set; } = place;

    /// <summary>When it was first noticed.</summary>
    public DateTimeOffset Since { get; } = since;

    /// <summary>When it was last seen, or hidden behind somebody.</summary>
    public DateTimeOffset LastSeen { get; set; } = since;

    /// <summary>Those who were next to it when it appeared, and who has taken their place without a pause. Empty: nobody brought it.</summary>
    public HashSet<long> Carriers { get; } = [];

    /// <summary>Height of its tallest carrier as a share of the picture.</summary>
    public float CarrierHeight { get; set; }

    /// <summary>Mean person score of the surest carrier.</summary>
    public double CarrierScore { get; set; }

    /// <summary>When a carrier was last near it.</summary>
    public DateTimeOffset LastAttended { get; set; } = since;

    /// <summary>Not judged again before this.</summary>
    public DateTimeOffset NotBefore { get; set; }
}
