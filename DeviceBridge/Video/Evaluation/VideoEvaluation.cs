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
public sealed record EvaluationRequest(string Folder, string Labels, string Out);

/// <summary>How far it is.</summary>
/// <param name="Clips">Clips in all.</param>
/// <param name="Done">Clips that are finished.</param>
/// <param name="LastFile">The clip that was finished last.</param>
public readonly record struct EvaluationProgress(int Clips, int Done, string LastFile);

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
        MakeWritable(request.Out);
        var labels = await LabelsAsync(request, options, cancellation);
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        using var stages = new StageClock(factory.Create(VideoMetrics.MeterName));
        var model = new ModelChoice(options, logger).Load();
        using var detector = model.Detector;
        var setup = new EvaluationSetup(new SceneParts(options, new VideoMetrics(factory), TimeProvider.System, logger), model, stages);
        var started = Stopwatch.GetTimestamp();
        var results = await RunAsync(labels, setup, progress, cancellation);
        var report = EvaluationReport.From(results, setup, Stopwatch.GetElapsedTime(started));
        await File.WriteAllTextAsync(request.Out, report.ToJson(), cancellation);
        await File.WriteAllTextAsync(Path.ChangeExtension(request.Out, ".html"), HtmlReport.Render(report, results, labels.Window, model), cancellation);
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

    private static async Task<ClipResult[]> RunAsync(EvaluationLabels labels, EvaluationSetup setup, IProgress<EvaluationProgress> progress, CancellationToken cancellation)
    {
        var results = new ClipResult[labels.Clips.Count];
        var done = 0;
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
            progress.Report(new EvaluationProgress(results.Length, Interlocked.Increment(ref done), labels.Clips[i].File));
        });
        return results;
    }

    // Before the work, not after an hour of it.
    private static void MakeWritable(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationRefusedException([$"The result cannot be written: {fault.Message} Name another place with --out."]);
        }
    }
}
