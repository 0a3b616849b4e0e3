using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Posture;
using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video.Behaviours;

/// <summary>One analysed frame of one camera, as a behaviour sees it. Valid only during the call: nobody keeps the pictures.</summary>
internal sealed record Scene
{
    private static readonly Mat Nothing = new();

    /// <summary>Time of the frame, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>True when people were searched for in this frame; otherwise the tracks stand as the last search left them.</summary>
    public bool Searched { get; init; } = true;

    /// <summary>All living tracks, confirmed or not; <see cref="Sees"/> tells those found in this frame.</summary>
    public IReadOnlyList<Track> Tracks { get; init; } = [];

    /// <summary>The zones that this behaviour looks at; never empty for a behaviour of zones (see <see cref="Zone.WholePicture"/>).</summary>
    public IReadOnlyList<Zone> Zones { get; init; } = [];

    /// <summary>The lines that this behaviour looks at.</summary>
    public IReadOnlyList<Line> Lines { get; init; } = [];

    /// <summary>The picture in analysis size, BGR, 8 bit.</summary>
    public Mat Picture { get; init; } = Nothing;

    /// <summary>The gate's mask: what differs from the background, 8 bit, 320 pixels wide. Empty before the gate has one.</summary>
    public Mat Motion { get; init; } = Nothing;

    /// <summary>Searches a picture of the behaviour's choice (a crop, a rotation) for people. Costs as much as a whole frame.</summary>
    public ISearch Search { get; init; } = NoSearch.Instance;

    /// <summary>Width over height of the picture; 16:9 where there is none.</summary>
    public double Aspect => Picture.Empty() ? 16.0 / 9 : (double)Picture.Width / Picture.Height;

    /// <summary>Reads how somebody holds themselves, as evidence for a suspicion. Costs about half a search.</summary>
    public IPostureReader Posture { get; init; } = NoPosture.Instance;

    /// <summary>True when the person was found in this very frame.</summary>
    public bool Sees(Track track) => track.LastSeen == At;

    /// <summary>
    /// False for what hangs into the picture from above, as wide as it is long: an arm that reaches in, which detectors take for somebody.
    /// It has no foot point, so it stands nowhere.
    /// </summary>
    public bool HasFeet(in Box person)
    {
        const float UpperEdge = 0.012f;
        const float LowerEdge = 0.985f;
        const double WidestCutOff = 0.65; // of its height: somebody whose head is cut off is still narrower
        return person.Y > UpperEdge || person.Y + person.Height >= LowerEdge || person.Width * Aspect <= WidestCutOff * person.Height;
    }

    /// <summary>True while the person is still followed.</summary>
    public bool Follows(long track)
    {
        foreach (var living in Tracks)
        {
            if (living.Id == track)
                return true;
        }
        return false;
    }

    /// <summary>True while the zone is still looked at.</summary>
    public bool HasZone(string id)
    {
        foreach (var zone in Zones)
        {
            if (zone.Id == id)
                return true;
        }
        return false;
    }
}
