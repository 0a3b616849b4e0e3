using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>
/// A loaded person model: one session that all workers share, each through its own lane with one thread inside
/// (measured: two workers with one thread each do 1.5 to 2 times the work of one worker with two).
/// </summary>
internal sealed class PersonDetector : IDisposable
{
    private readonly InferenceSession _session;

    private PersonDetector(ModelManifest manifest, InferenceSession session)
    {
        Manifest = manifest;
        _session = session;
    }

    public ModelManifest Manifest { get; }

    /// <summary>Checks the file's digest and shapes and runs it once; throws <see cref="ModelRejectedException"/>.</summary>
    public static PersonDetector Load(string manifestPath)
    {
        var manifest = ModelManifest.Load(manifestPath);
        var detector = new PersonDetector(manifest, Open(manifest, manifest.ReadModel(manifestPath)));
        try
        {
            detector.WarmUp();
            return detector;
        }
        catch (Exception failure) when (failure is OnnxRuntimeException or ModelRejectedException or ArgumentException)
        {
            detector.Dispose();
            throw new ModelRejectedException($"{manifestPath}: the model does not work as {manifest.Family} {manifest.InputSize}: {failure.Message}", failure);
        }
    }

    public IDetectionLane CreateLane() => Manifest.Family == ModelFamily.Hog
        ? new HogLane(_session, Manifest.InputSize)
        : new SingleShotLane(_session, PersonDecoder.For(Manifest.Family, Manifest.InputSize), Manifest.InputSize);

    public void Dispose() => _session.Dispose();

    private static InferenceSession Open(ModelManifest manifest, byte[] model)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,

            // HOG runs on a dozen picture sizes; a memory plan kept for each would pile up.
            EnableMemoryPattern = manifest.Family != ModelFamily.Hog,
        };
        try
        {
            return new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException failure)
        {
            throw new ModelRejectedException($"{manifest.File} is not a model that ONNX Runtime can run: {failure.Message}", failure);
        }
    }

    private void WarmUp()
    {
        CheckInput();
        using var lane = CreateLane();
        using var picture = new Mat(240, 320, MatType.CV_8UC3, Scalar.All(127));
        lane.Detect(picture, 1, []);
    }

    private void CheckInput()
    {
        if (_session.InputNames.Count != 1)
            throw new ModelRejectedException($"One input expected, the model has {_session.InputNames.Count}.");
        if (Manifest.Family == ModelFamily.Hog)
            return; // any picture size; the run itself shows whether it fits
        var shape = _session.InputMetadata[_session.InputNames[0]].Dimensions;
        int[] expected = [1, 3, Manifest.InputSize, Manifest.InputSize];
        if (!shape.SequenceEqual(expected))
            throw new ModelRejectedException($"Input [{string.Join(',', expected)}] expected, the model has [{string.Join(',', shape)}].");
    }
}
