using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using SafetyHub.DeviceBridge.Video;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Sources;

namespace SafetyHub.Benchmarks.Video;

/// <summary>The model alone and inside the pipeline, as fast as it goes on every core, in turns.</summary>
/// <param name="Workers">Threads, one for each core.</param>
/// <param name="BarePerSecond">Runs a second of the bare session.</param>
/// <param name="PipelinePerSecond">Searched frames a second with gate, fit, decoder, tracker and behaviour around it.</param>
/// <param name="ThroughputRatio">The second by the first, wall time.</param>
/// <param name="BareMs">Processor time of a bare run.</param>
/// <param name="PipelineMs">Processor time of a searched frame.</param>
/// <param name="ProcessorRatio">The first by the second: the same ratio, undisturbed by other programs.</param>
/// <param name="OtherShare">What the pipeline adds to the model, as share of the model.</param>
/// <param name="StageMs">Wall time of each stage for a frame.</param>
internal sealed record InferenceResult(
    int Workers, double BarePerSecond, double PipelinePerSecond, double ThroughputRatio, double BareMs, double PipelineMs, double ProcessorRatio, double OtherShare,
    IReadOnlyDictionary<string, double> StageMs);

/// <summary>Inference throughput inside the pipeline beside bare ONNX Runtime.</summary>
internal static class InferenceBench
{
    private const int Frames = 200;
    private const int Rounds = 5;
    private static readonly FrameSize Picture = new(640, 480);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(Report report, BenchClips clips, TimeSpan duration)
    {
        _ = clips;
        using var setting = new VideoSetting();
        using var detector = PersonDetector.Load(setting.Manifest);
        var frames = await ReadAsync(setting.Options);
        OpenCvSharp.Cv2.SetNumThreads(1);
        var round = duration / Rounds;
        var workers = Environment.ProcessorCount;
        Bare(setting, workers, TimeSpan.FromSeconds(1));
        Pipeline(setting, detector, frames, workers, TimeSpan.FromSeconds(2));
        var before = setting.Stages.Totals();
        var (bare, pipeline) = (new Load(), new Load());
        for (var i = 0; i < Rounds; i++)
        {
            bare += Bare(setting, workers, round);
            pipeline += Pipeline(setting, detector, frames, workers, round);
        }
        var stages = setting.Stages.Totals().ToDictionary(stage => stage.Key, stage => Math.Round((stage.Value - before.GetValueOrDefault(stage.Key)) / pipeline.Count, 3));
        var result = new InferenceResult(
            workers, bare.PerSecond, pipeline.PerSecond, Math.Round(pipeline.PerSecond / bare.PerSecond, 3), bare.Ms, pipeline.Ms,
            Math.Round(bare.Ms / pipeline.Ms, 3), Math.Round((pipeline.Ms - bare.Ms) / bare.Ms, 3), stages);
        report.Add("inference", result);
        Report.Say($"inference: bare {bare.PerSecond}/s, {bare.Ms} ms of CPU; in the pipeline {pipeline.PerSecond}/s, {pipeline.Ms} ms");
        Report.Say($"inference: the pipeline reaches {result.ProcessorRatio:F3} of bare by CPU ({result.ThroughputRatio:F3} by the clock); all else is {result.OtherShare:P1} of the model (targets 0.9 and 25 %)");
        Report.Say("inference: " + string.Join(", ", stages.Select(stage => FormattableString.Invariant($"{stage.Key} {stage.Value:F2} ms"))));
    }

    private static Load Bare(VideoSetting setting, int workers, TimeSpan duration)
    {
        var manifest = ModelManifest.Load(setting.Manifest);
        var shape = manifest.Shape.Holding(new OpenCvSharp.Size(Picture.Width, Picture.Height));
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
        using var session = new InferenceSession(manifest.ReadModel(setting.Manifest), options);
        return Load.Of(workers, duration, (_, runs) =>
        {
            var outputs = session.OutputNames.ToArray();
            using var run = new RunOptions();
            using var input = Room(manifest.InputShapeOf(shape));
            OrtValue[] results = [.. outputs.Select(name => Room(session.OutputMetadata[name].Dimensions.Select(size => (long)size), shape))];
            while (runs.Go())
                session.Run(run, [session.InputNames[0]], [input], outputs, results);
            foreach (var result in results)
                result.Dispose();
        });
    }

    // The open size of an output is the height of its grid.
    private static OrtValue Room(IEnumerable<long> dimensions, ModelShape shape)
    {
        long[] sizes = [.. dimensions];
        if (sizes is [_, _, < 0, _])
            sizes[2] = sizes[3] * shape.Height / shape.Width;
        return Room(sizes);
    }

    private static OrtValue Room(long[] sizes) =>
        OrtValue.CreateTensorValueFromMemory(new float[sizes.Aggregate(1L, (a, b) => a * b)], sizes);

    // Two cameras for each worker, each with a queue place and state of its own, as in the bridge.
    private static Load Pipeline(VideoSetting setting, PersonDetector detector, IReadOnlyList<VideoFrame> frames, int workers, TimeSpan duration)
    {
        using var queue = new AnalysisQueue<Camera>(3);
        Camera[] cameras = [.. Enumerable.Range(0, workers * 2).Select(i => new Camera(new SceneAnalysis($"camera-{i}", setting.Parts, _ => { }), i * 17))];
        foreach (var camera in cameras)
            queue.Add(camera, live: false);
        var model = new ChosenModel(detector, null);
        var assignment = new CameraAssignment("camera", CameraAddress.Parse("file:/clip"), watch: VideoSetting.Watch);
        var load = Load.Of(workers, duration, (_, runs) =>
        {
            using var lane = detector.CreateLane();
            while (queue.Take(out var camera))
            {
                var frame = frames[camera.Next % frames.Count];
                frame.At = Start.AddSeconds(camera.Next++ / 5.0); // frames are only read, but for their time
                camera.Analysis.Analyse(frame, assignment, lane, model);
                queue.Add(camera, camera.Analysis.FollowsSomebody);
                if (camera.Analysis.Searched ? !runs.Go() : runs.IsOver)
                    break;
            }
        });
        foreach (var camera in cameras)
            camera.Analysis.Dispose();
        return load;
    }

    private static async Task<IReadOnlyList<VideoFrame>> ReadAsync(VideoOptions options)
    {
        var address = CameraAddress.Parse("file:" + BenchClips.Pedestrians);
        var size = Picture;
        var pool = new FramePool(size, Frames);
        await using var child = ChildProcess.Start(FfmpegCommand.Once(options, address, size, 5), address, "");
        var frames = new List<VideoFrame>();
        while (frames.Count < Frames && pool.TryRent() is { } frame && await child.RawOutput.ReadAtLeastAsync(frame.Memory, size.Bytes, throwOnEndOfStream: false) == size.Bytes)
            frames.Add(frame);
        return frames.Count > 0 ? frames : throw new InvalidOperationException($"No frame of {BenchClips.Pedestrians} could be read. {child.LastWords}");
    }

    private sealed record Camera(SceneAnalysis Analysis, int First)
    {
        public int Next { get; set; } = First;
    }
}
