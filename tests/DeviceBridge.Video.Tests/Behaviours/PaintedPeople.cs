using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Behaviours.Fall;
using SafetyHub.DeviceBridge.Video.Behaviours.Lying;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Posture;
using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video.Tests.Behaviours;

/// <summary>A painted room in which whatever has the colour of people is found by a search, and upright people are tracked.</summary>
internal sealed class PaintedPeople(IBehaviour behaviour) : ISearch, IPostureReader, IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Scalar Colour = new(40, 30, 160);
    private readonly PersonTracker _tracker = new(0.35f, 3, TimeSpan.FromSeconds(2));
    private readonly List<Finding> _findings = [];
    private int _frame;

    public static PaintedPeople WatchedForFalls(FallOptions? options = null) => new(new FallBehaviour(options ?? new FallOptions()));

    public static PaintedPeople WatchedForLying(LyingOptions? options = null) => new(new LyingBehaviour(options ?? new LyingOptions()));

    public float Threshold => 0.35f;

    /// <summary>Searches that the behaviour asked for.</summary>
    public int Searches { get; private set; }

    /// <summary>How sure a search is of what it finds.</summary>
    public float Score { get; set; } = 0.6f;

    /// <summary>Angle of the torso that the posture model sees wherever it is asked; null for no posture model.</summary>
    public double? TorsoAngle { get; init; }

    /// <summary>Painted like a person in every picture: a bed that the detector takes for somebody.</summary>
    public Box? Bed { get; init; }

    /// <summary>False for a detector that loses whoever is not upright, as real ones do.</summary>
    public bool TracksLying { get; init; }

    public IReadOnlyList<Finding> Findings => _findings;

    public Zone[] Zones { get; init; } = [Zone.WholePicture];

    public void Show(Box? person)
    {
        using var picture = Paint(person);
        var at = Start.AddSeconds(_frame++ * 0.2);
        var seen = person is { } box && (TracksLying || box.Height * 360 > box.Width * 640) ? [new Sighting(box, 0.8f)] : new List<Sighting>();
        _tracker.Update(seen, at);
        behaviour.Observe(new Scene { At = at, Tracks = _tracker.Tracks, Zones = Zones, Picture = picture, Search = this, Posture = this }, _findings);
    }

    public void Show(Box? person, int frames)
    {
        for (var i = 0; i < frames; i++)
            Show(person);
    }

    /// <summary>From one box to another, evenly, in so many frames.</summary>
    public void Move(Box from, Box to, int frames)
    {
        for (var i = 1; i <= frames; i++)
        {
            var share = (float)i / frames;
            Show(new Box(from.X + (to.X - from.X) * share, from.Y + (to.Y - from.Y) * share,
                from.Width + (to.Width - from.Width) * share, from.Height + (to.Height - from.Height) * share));
        }
    }

    public IReadOnlyList<Sighting> Detect(Mat picture, float floor)
    {
        Searches++;
        using var mask = new Mat();
        Cv2.InRange(picture, Colour, Colour, mask);
        Cv2.FindContours(mask, out var outlines, out _, RetrievalModes.External, ContourApproximationModes.ApproxSimple);
        return Score < floor ? [] : [.. outlines.Select(outline => Cv2.BoundingRect(outline)).Select(rect => new Sighting(
            new Box((float)rect.X / picture.Width, (float)rect.Y / picture.Height, (float)rect.Width / picture.Width, (float)rect.Height / picture.Height), Score))];
    }

    public Pose? Read(Mat picture, Rect part, RotateFlags? turn)
    {
        if (TorsoAngle is not { } angle)
            return null;
        var (x, y) = ((float)Math.Sin(angle * Math.PI / 180) * 100, (float)Math.Cos(angle * Math.PI / 180) * 100);
        return new Pose([.. Enumerable.Range(0, Pose.Points).Select(point => point < 11 ? new BodyPoint(300 + x, 200 - y, 0.8f) : new BodyPoint(300, 200, 0.8f))]);
    }

    public void Dispose() => (behaviour as IDisposable)?.Dispose();

    private Mat Paint(Box? person)
    {
        var picture = new Mat(360, 640, MatType.CV_8UC3, Scalar.All(120));
        foreach (var box in new[] { Bed, person })
        {
            if (box is { } there)
                Cv2.Rectangle(picture, new Rect((int)(there.X * 640), (int)(there.Y * 360), (int)(there.Width * 640), (int)(there.Height * 360)), Colour, -1);
        }
        return picture;
    }
}
