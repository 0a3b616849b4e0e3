using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Posture;

/// <summary>
/// The prepared MoveNet, shared by all workers. They take turns: it is asked a few times for each suspicion, not for each frame.
/// Pictures go in as 1 x 192 x 192 x 3, red first, -1 to 1.
/// </summary>
internal sealed class PostureModel : IPostureReader, IDisposable
{
    private static readonly string[] Inputs = ["input"];
    private static readonly string[] Outputs = ["centre", "reach", "heat", "offset"];
    private static readonly int[] Channels = [1, 2 * Pose.Points, Pose.Points, 2 * Pose.Points];
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly float[] _input = new float[MoveNetDecoder.InputSize * MoveNetDecoder.InputSize * 3];
    private readonly float[][] _outputs = [.. Channels.Select(channels => new float[MoveNetDecoder.Cells * MoveNetDecoder.Cells * channels])];
    private readonly OrtValue[] _inputValues;
    private readonly OrtValue[] _outputValues;
    private readonly Lock _turn = new();

    private PostureModel(InferenceSession session)
    {
        _session = session;
        _inputValues = [OrtValue.CreateTensorValueFromMemory(_input, [1, MoveNetDecoder.InputSize, MoveNetDecoder.InputSize, 3])];
        _outputValues = [.. _outputs.Zip(Channels, (memory, channels) => OrtValue.CreateTensorValueFromMemory(memory, [1, MoveNetDecoder.Cells, MoveNetDecoder.Cells, channels]))];
    }

    /// <summary>Checks the file's digest and runs it once; throws <see cref="ModelRejectedException"/>.</summary>
    public static PostureModel Load(string manifestPath)
    {
        var bytes = PostureManifest.ReadModel(manifestPath);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        InferenceSession? session = null;
        try
        {
            session = new InferenceSession(bytes, options);
            var model = new PostureModel(session);
            using var picture = new Mat(192, 192, MatType.CV_8UC3, Scalar.All(127));
            model.Read(picture, new Rect(0, 0, 192, 192), null);
            return model;
        }
        catch (OnnxRuntimeException failure)
        {
            session?.Dispose();
            throw new ModelRejectedException($"{manifestPath}: the posture model does not work: {failure.Message}", failure);
        }
    }

    /// <summary>The prepared model, or a reader that knows nothing; that is said once, here.</summary>
    public static IPostureReader LoadOrNone(string cacheDirectory, ILogger logger)
    {
        var path = PostureManifest.PathIn(cacheDirectory);
        try
        {
            if (File.Exists(path))
                return Load(path);
            logger.LogWarning("No posture model is prepared in {Cache}: falls and people who lie are judged without it.", cacheDirectory);
        }
        catch (ModelRejectedException failure)
        {
            logger.LogError(failure, "The posture model was refused: falls and people who lie are judged without it.");
        }
        return NoPosture.Instance;
    }

    public Pose? Read(Mat picture, Rect part, RotateFlags? turn)
    {
        using var view = new Mat(picture, part);
        using var turned = new Mat();
        if (turn is { } flags)
            Cv2.Rotate(view, turned, flags);
        var upright = turn is null ? view : turned;
        BodyPoint[] body;
        lock (_turn)
        {
            Fill(upright);
            _session.Run(_run, Inputs, _inputValues, Outputs, _outputValues);
            body = MoveNetDecoder.Decode(_outputs[0], _outputs[1], _outputs[2], _outputs[3]);
        }
        var side = Math.Max(upright.Width, upright.Height);
        return new Pose([.. body.Select(point => Back(point with { X = point.X * side, Y = point.Y * side }, part, turn))]);
    }

    public void Dispose()
    {
        foreach (var value in _inputValues.Concat(_outputValues))
            value.Dispose();
        _run.Dispose();
        _session.Dispose();
    }

    // Shape kept, at the top left.
    private unsafe void Fill(Mat view)
    {
        var scale = (double)MoveNetDecoder.InputSize / Math.Max(view.Width, view.Height);
        using var square = new Mat(MoveNetDecoder.InputSize, MoveNetDecoder.InputSize, MatType.CV_8UC3, Scalar.All(0));
        using var inside = new Mat(square, new Rect(0, 0, Math.Max(1, (int)Math.Round(view.Width * scale)), Math.Max(1, (int)Math.Round(view.Height * scale))));
        Cv2.Resize(view, inside, inside.Size());
        var pixels = new ReadOnlySpan<byte>((void*)square.Data, _input.Length);
        for (var i = 0; i < _input.Length; i += 3)
        {
            (_input[i], _input[i + 1], _input[i + 2]) = (pixels[i + 2] / 127.5f - 1, pixels[i + 1] / 127.5f - 1, pixels[i] / 127.5f - 1);
        }
    }

    // From pixels of the turned part to pixels of the picture.
    private static BodyPoint Back(BodyPoint point, Rect part, RotateFlags? turn) => turn switch
    {
        RotateFlags.Rotate90Clockwise => new BodyPoint(part.X + point.Y, part.Y + part.Height - point.X, point.Score),
        RotateFlags.Rotate90Counterclockwise => new BodyPoint(part.X + part.Width - point.Y, part.Y + point.X, point.Score),
        _ => new BodyPoint(part.X + point.X, part.Y + point.Y, point.Score),
    };
}
