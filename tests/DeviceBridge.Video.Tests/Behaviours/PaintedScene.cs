using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video.Tests.Behaviours;

/// <summary>Shows a behaviour frame after frame, five a second: people as the detector would find them, in pictures that the test paints.</summary>
internal sealed class PaintedScene(IBehaviour behaviour) : IDisposable
{
    public const int Width = 640;
    public const int Height = 360;
    public const double Step = 0.2;
    private const int StepMilliseconds = 200;
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Mat[] Grain = [.. Enumerable.Range(1, 7).Select(RandomGrain)]; // a prime: no rhythm with what the tests draw
    private readonly PersonTracker _tracker = new(0.35f, 3, TimeSpan.FromSeconds(2));
    private readonly List<Finding> _findings = [];
    private long _milliseconds;

    public Zone[] Zones { get; set; } = [Zone.WholePicture];

    public Line[] Lines { get; set; } = [];

    public ISearch Search { get; set; } = NoSearch.Instance;

    /// <summary>Paints the picture of a moment, seconds from the start; plain grey by default.</summary>
    public Action<Mat, double> Paint { get; set; } = (picture, _) => picture.SetTo(Scalar.All(120));

    /// <summary>Draws people into the pictures, too.</summary>
    public Action<Mat, Box>? Dress { get; set; }

    public double Seconds => _milliseconds / 1000.0;

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>One frame with these people in it.</summary>
    public void Show(params Box[] people) => Show(searched: true, people);

    /// <summary>A frame in which the gate saw no reason to search.</summary>
    public void ShowUnsearched() => Show(searched: false);

    /// <summary>The same for so many seconds.</summary>
    public void Show(double seconds, params Box[] people)
    {
        for (var i = 0; i < (int)Math.Round(seconds / Step); i++)
            Show(people);
    }

    /// <summary>A person walks evenly from one box to another, in so many seconds, while others are there.</summary>
    public void Walk(Box from, Box to, double seconds, params Box[] others)
    {
        var frames = (int)Math.Round(seconds / Step);
        for (var i = 1; i <= frames; i++)
        {
            var share = (float)i / frames;
            Show([new Box(from.X + (to.X - from.X) * share, from.Y + (to.Y - from.Y) * share,
                from.Width + (to.Width - from.Width) * share, from.Height + (to.Height - from.Height) * share), .. others]);
        }
    }

    /// <summary>Nothing arrives for so long.</summary>
    public void Skip(double seconds) => _milliseconds += (long)(seconds * 1000);

    /// <summary>What was found since the last call.</summary>
    public List<Finding> Take()
    {
        List<Finding> found = [.. _findings];
        _findings.Clear();
        return found;
    }

    public void Dispose() => (behaviour as IDisposable)?.Dispose();

    /// <summary>The grain of a camera in poor light, another one for each frame.</summary>
    public static void AddNoise(Mat picture, double seconds) =>
        Cv2.Add(picture, Grain[(int)Math.Round(seconds / Step) % Grain.Length], picture);

    /// <summary>Somebody upright whose feet are here.</summary>
    public static Box Standing(double footX, double footY, double height = 0.4) =>
        new((float)(footX - (height * 0.1)), (float)(footY - height), (float)(height * 0.2), (float)height);

    private static Mat RandomGrain(int seed)
    {
        var noise = new Mat(Height, Width, MatType.CV_8UC3);
        Cv2.SetTheRNG((ulong)seed);
        Cv2.Randn(noise, Scalar.All(4), Scalar.All(3));
        return noise;
    }

    private void Show(bool searched, params Box[] people)
    {
        _milliseconds += StepMilliseconds;
        var at = Start.AddMilliseconds(_milliseconds);
        using var picture = new Mat(Height, Width, MatType.CV_8UC3);
        Paint(picture, Seconds);
        foreach (var person in people)
            Dress?.Invoke(picture, person);
        if (searched)
            _tracker.Update([.. people.Select(person => new Sighting(person, 0.8f))], at);
        behaviour.Observe(new Scene { At = at, Searched = searched, Tracks = _tracker.Tracks, Zones = Zones, Lines = Lines, Picture = picture, Search = Search }, _findings);
    }
}
