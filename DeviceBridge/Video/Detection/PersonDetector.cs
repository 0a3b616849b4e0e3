using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>
/// A loaded person model: one session that all workers share, each through its own lane. Disposing lets it go as soon as the last lane is
/// gone, so that a frame under way is never cut off.
/// </summary>
internal sealed class PersonDetector : IDisposable
{
    private readonly ModelSession _model;
    private readonly ModelBatch? _batch;
    private readonly Lock _lock = new();
    private int _lanes;
    private bool _retired;

    private PersonDetector(ModelManifest manifest, ModelSession model, int largestBatch)
    {
        (Manifest, _model) = (manifest, model);
        try
        {
            CheckInput();
            if (largestBatch > 1)
                _batch = Batch(largestBatch);
        }
        catch
        {
            model.Session.Dispose();
            throw;
        }
    }

    public ModelManifest Manifest { get; }

    /// <summary>What runs it.</summary>
    public ExecutionProvider Provider => _model.Provider;

    /// <summary>Why it is not the wished provider; null when it is.</summary>
    public string? ProviderReason => _model.ProviderReason;

    /// <summary>True when pictures of several workers run together.</summary>
    public bool IsBatched => _batch is not null;

    /// <summary>Checks the file's digest and shapes and runs it once; throws <see cref="ModelRejectedException"/>.</summary>
    public static PersonDetector Load(string manifestPath, ExecutionProvider provider = ExecutionProvider.Cpu, int largestBatch = 1)
    {
        var manifest = ModelManifest.Load(manifestPath);
        var model = ModelSession.Open(manifest, manifest.ReadModel(manifestPath), provider);
        PersonDetector? detector = null;
        try
        {
            detector = new PersonDetector(manifest, model, largestBatch);
            detector.WarmUp();
            return detector;
        }
        catch (Exception failure) when (failure is OnnxRuntimeException or ModelRejectedException or ArgumentException or InvalidOperationException)
        {
            detector?.Dispose();
            throw new ModelRejectedException($"{manifestPath}: the model does not work as {manifest.Family} {manifest.InputSize}: {failure.Message}", failure);
        }
    }

    public IDetectionLane CreateLane()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_retired, this);
            var lane = new SharedLane(this, Lane());
            _lanes++;
            return lane;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_retired)
                return;
            _retired = true;
            if (_lanes == 0)
                Release_NeedsLock();
        }
    }

    private IDetectionLane Lane()
    {
        if (Manifest.Family == ModelFamily.Hog)
            return new HogLane(_model.Session, Manifest.InputSize);
        // A batch holds pictures of one shape.
        return Manifest.OpenHeight && _batch is null ? new OpenHeightLane(Manifest.Shape, Lane) : Lane(Manifest.Shape);
    }

    private SingleShotLane Lane(ModelShape shape)
    {
        var decoder = PersonDecoder.For(Manifest.Family, shape);
        var fit = new PictureFit(Manifest.Fit(decoder.Fit), shape.Width, shape.Height);
        return new SingleShotLane(decoder, fit, _batch?.CreateRun(fit.Input) ?? new SingleRun(_model.Session, ModelOutputs.Of(_model.Session, decoder), fit.Input, Manifest.InputShapeOf(shape)));
    }

    private ModelBatch? Batch(int largest)
    {
        if (Manifest.Family is ModelFamily.Hog or ModelFamily.NmsIncluded || _model.Session.InputMetadata[_model.Session.InputNames[0]].Dimensions[0] > 0)
            return null;
        var outputs = ModelOutputs.Of(_model.Session, PersonDecoder.For(Manifest.Family, Manifest.Shape));
        return outputs.IsBatchOpen ? new ModelBatch(_model.Session, outputs, Manifest.InputShape, largest) : null;
    }

    private void WarmUp()
    {
        using var lane = Lane();
        Size[] frames = [new(320, 240), new(320, 180), new(240, 320)];
        foreach (var frame in frames.Take(Manifest.OpenHeight ? frames.Length : 1))
        {
            using var picture = new Mat(frame, MatType.CV_8UC3, Scalar.All(127));
            lane.Detect(picture, 1, []);
            if (!lane.LastValues.All(float.IsFinite))
                throw new ModelRejectedException("On a grey picture it gives out values that are no numbers.");
        }
    }

    private void CheckInput()
    {
        if (_model.Session.InputNames.Count != 1)
            throw new ModelRejectedException($"One input expected, the model has {_model.Session.InputNames.Count}.");
        if (Manifest.Family == ModelFamily.Hog)
            return; // any picture size; the run itself shows whether it fits
        var input = _model.Session.InputMetadata[_model.Session.InputNames[0]];
        long[] expected = Manifest.InputShape;
        var fits = input.Dimensions.Length == expected.Length && !input.Dimensions.Where((size, i) => size != expected[i] && size >= 0).Any();
        if (fits && Manifest.OpenHeight && input.Dimensions[Manifest.Layout == TensorLayout.ChannelsLast ? 1 : 2] >= 0)
            throw new ModelRejectedException($"The manifest says openHeight, but the model only takes a height of {Manifest.Shape.Height}.");
        if (!fits || input.ElementType != typeof(float))
            throw new ModelRejectedException($"Input [{string.Join(',', expected)}] expected, Single; the model has [{string.Join(',', input.Dimensions)}], {input.ElementType.Name}.");
    }

    private void Release_NeedsLock()
    {
        _batch?.Dispose();
        _model.Session.Dispose();
    }

    private void Return()
    {
        lock (_lock)
        {
            if (--_lanes == 0 && _retired)
                Release_NeedsLock();
        }
    }

    /// <summary>A lane that the detector counts.</summary>
    private sealed class SharedLane(PersonDetector detector, IDetectionLane lane) : IDetectionLane
    {
        private bool _disposed;

        public IEnumerable<float> LastValues => lane.LastValues;

        public Size SizeFor(Size picture) => lane.SizeFor(picture);

        public void Detect(Mat picture, float floor, List<Sighting> found) => lane.Detect(picture, floor, found);

        public void Dispose()
        {
            if (_disposed)
                return;
            _disposed = true;
            lane.Dispose();
            detector.Return();
        }
    }
}
