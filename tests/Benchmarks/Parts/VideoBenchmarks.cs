using BenchmarkDotNet.Attributes;
using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Gate;
using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.Benchmarks.Parts;

/// <summary>The parts of the pipeline around the model, each for one frame.</summary>
[MemoryDiagnoser]
public class VideoBenchmarks : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly List<Sighting> _found = [];
    private readonly List<Sighting> _people = [.. Enumerable.Range(0, 12).Select(i => new Sighting(new Box(0.05f + (i * 0.07f), 0.3f, 0.05f, 0.25f), 0.8f))];
    private readonly PersonTracker _tracker = new(0.35f, 3, TimeSpan.FromSeconds(2));
    private readonly Mat[] _pictures = new Mat[8];
    private readonly MotionGate _gate = new();
    private readonly PersonDecoder _decoder;
    private readonly PictureFit _fit;
    private float[][] _outputs = [];
    private int _frame;

    /// <summary>Takes NanoDet-g on 320 x 320.</summary>
    public VideoBenchmarks()
    {
        _decoder = PersonDecoder.For(ModelFamily.NanoDetG, new ModelShape(320, 320));
        _fit = new PictureFit(_decoder.Fit, 320, 320);
    }

    /// <summary>Noise with a figure that walks.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        Cv2.SetNumThreads(1);
        _outputs = [.. _decoder.OutputLengths.Select(length => new float[length])];
        for (var i = 0; i < _pictures.Length; i++)
        {
            _pictures[i] = new Mat(360, 640, MatType.CV_8UC3);
            Cv2.Randn(_pictures[i], Scalar.All(100), Scalar.All(4));
            Cv2.Ellipse(_pictures[i], new Point(100 + (i * 15), 200), new Size(20, 60), 0, 0, 360, Scalar.All(30), -1);
        }
    }

    /// <summary>Takes everything down.</summary>
    [GlobalCleanup]
    public void CleanUp() => Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The gate on 640 x 360.</summary>
    [Benchmark]
    public int Gate() => (int)_gate.Observe(_pictures[_frame++ % _pictures.Length]);

    /// <summary>640 x 360 into the model's input.</summary>
    [Benchmark]
    public float Fit() => _fit.Fit(_pictures[_frame++ % _pictures.Length]).ScaleX;

    /// <summary>NanoDet's output tensors without anybody.</summary>
    [Benchmark]
    public int Decode()
    {
        _found.Clear();
        _decoder.Decode(_outputs, new Placement(0.5f, 0.5f, 0, 70, new Size(640, 360)), 0.1f, _found);
        return _found.Count;
    }

    /// <summary>Twelve people followed.</summary>
    [Benchmark]
    public int Track()
    {
        _tracker.Update(_people, Start.AddSeconds(_frame++ * 0.2));
        return _tracker.Tracks.Count;
    }

    /// <summary>Frees what OpenCV holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _gate.Dispose();
        _fit.Dispose();
        foreach (var picture in _pictures)
            picture?.Dispose();
    }
}
