using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Sources;

namespace SafetyHub.DeviceBridge.Video.Evaluation;

/// <summary>What is to be evaluated.</summary>
/// <param name="Folder">Folder of the clips.</param>
/// <param name="Labels">Path of the labels; usually <c>labels.json</c> in the folder.</param>
/// <param name="Out">Where the JSON goes; the HTML report lies beside it with the ending <c>.html</c>.</param>
public sealed record EvaluationRequest(string Folder, string Labels, string Out)
{
    /// <summary>Frames analysed a second, 0.2 to 30. Default 5, as for a camera.</summary>
    public double FramesPerSecond { get; init; } = 5;
}

/// <summary>The input cannot be evaluated; every fault is named.</summary>
public sealed class EvaluationRefusedException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>One English sentence each.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}

/// <summary>
/// Scores the video pipeline on labelled clips: the very gate, detector, tracker and behaviours that cameras run through. Clips run side by
/// side, one for each processor core; each of them only depends on its own frames, so the result does not depend on the machine.
/// </summary>
public static class VideoEvaluation
{
    /// <summary>Runs it and writes the JSON and the HTML report.</summary>
    /// <exception cref="EvaluationRefusedException">The labels or the clips cannot be used, or the result cannot be written.</exception>
    public static async Task<EvaluationReport> RunAsync(
        EvaluationRequest request, VideoOptions options, ILogger logger, IProgress<EvaluationProgress> progress, CancellationToken cancellation)
    {
        CheckWritable(request.Out);
        var labels = await LabelsAsync(request, options, cancellation);
        if (request.FramesPerSecond is not (>= 0.2 and <= 30))
            throw new EvaluationRefusedException([$"Between 0.2 and 30 frames are analysed a second, not {request.FramesPerSecond}."]);
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        using var stages = new StageClock(factory.Create(VideoMetrics.MeterName));
        var model = new ModelChoice(options, logger).Load();
        using var detector = model.Detector;
        var parts = new SceneParts(options, new VideoMetrics(factory), TimeProvider.System, logger);
        var setup = new EvaluationSetup(parts, model, stages) { FramesPerSecond = request.FramesPerSecond, Progress = new ProgressCount(labels.Clips, progress) };
        var started = Stopwatch.GetTimestamp();
        var results = await RunAsync(labels, setup, cancellation);
        parts.Free();
        var report = EvaluationReport.From(results, setup, Stopwatch.GetElapsedTime(started));
        await File.WriteAllTextAsync(request.Out, report.ToJson(), cancellation);
        await File.WriteAllTextAsync(Path.ChangeExtension(request.Out, ".html"), HtmlReport.Render(report, results, labels.Window, setup), cancellation);
        return report;
    }

    private static async Task<EvaluationLabels> LabelsAsync(EvaluationRequest request, VideoOptions options, CancellationToken cancellation)
    {
        try
        {
            return await new LabelsReader(new ClipProbe(options)).ReadAsync(request.Labels, request.Folder, cancellation);
        }
        catch (LabelsException fault)
        {
            throw new EvaluationRefusedException(fault.Faults);
        }
    }

    private static async Task<ClipResult[]> RunAsync(EvaluationLabels labels, EvaluationSetup setup, CancellationToken cancellation)
    {
        var results = new ClipResult[labels.Clips.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = setup.Parts.Options.Workers == 0 ? Environment.ProcessorCount : setup.Parts.Options.Workers, CancellationToken = cancellation };
        await Parallel.ForAsync(0, results.Length, limits, async (i, stop) =>
        {
            using var lane = setup.Model.Detector.CreateLane();
            using var run = new ClipRun(labels.Clips[i], setup);
            try
            {
                results[i] = await run.RunAsync(labels.Window, lane, stop);
            }
            catch (SourceException fault)
            {
                throw new EvaluationRefusedException([fault.Message]);
            }
            setup.Progress.Finish(labels.Clips[i]);
        });
        return results;
    }

    // Before the work, not after an hour of it.
    private static void CheckWritable(string path)
    {
        if (Path.GetExtension(path).Equals(".html", StringComparison.OrdinalIgnoreCase))
            throw new EvaluationRefusedException([$"{path} is where the report would go: name the JSON file with --out, for example {Path.ChangeExtension(path, ".json")}."]);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            foreach (var file in new[] { path, Path.ChangeExtension(path, ".html") })
            {
                var isNew = !File.Exists(file);
                File.Open(file, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
                if (isNew)
                    File.Delete(file);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationRefusedException([$"The result cannot be written: {fault.Message} Name another place with --out."]);
        }
    }
}
