using Microsoft.Extensions.Logging.Abstractions;
using SafetyHub.DeviceBridge.Video;
using SafetyHub.DeviceBridge.Video.Evaluation;
using Spectre.Console;

namespace SafetyHub.Silo.Start;

/// <summary><c>evaluate FOLDER</c>: scores the video pipeline on labelled clips and prints a table.</summary>
internal static class EvaluateCommand
{
    private const string Usage = "Usage: SafetyHub.Silo evaluate FOLDER [--labels FILE] [--out FILE] [--fps NUMBER]";

    public static async Task<int> RunAsync(string[] args)
    {
        if (Parse(args) is not { } request)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        try
        {
            Print(await WithProgressAsync(request, Options(), stop.Token), request.Out);
            return 0;
        }
        catch (EvaluationRefusedException refused)
        {
            foreach (var fault in refused.Faults) await Console.Error.WriteLineAsync(fault);
            return 2;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped");
            return 1;
        }
        catch (Exception failure) // edge of the process
        {
            await Console.Error.WriteLineAsync($"The evaluation failed: {failure.GetBaseException().Message}");
            return 1;
        }
    }

    private static EvaluationRequest? Parse(string[] args)
    {
        if (args is not [var folder, .. var rest] || folder.StartsWith('-') || rest.Length % 2 != 0) return null;
        folder = Path.GetFullPath(folder);
        var request = new EvaluationRequest(folder, Path.Combine(folder, "labels.json"), Path.GetFullPath("evaluation.json"));
        foreach (var pair in rest.Chunk(2))
        {
            switch (pair[0])
            {
                case "--out": request = request with { Out = Path.GetFullPath(pair[1]) }; break;
                case "--labels": request = request with { Labels = Path.GetFullPath(pair[1]) }; break;
                case "--fps" when double.TryParse(pair[1], System.Globalization.CultureInfo.InvariantCulture, out var fps): request = request with { FramesPerSecond = fps }; break;
                default: return null;
            }
        }
        return request;
    }

    /// <summary>The same settings as the hub's own cameras: file, environment.</summary>
    private static VideoOptions Options() =>
        HubBuilder.Create([]).Configuration.GetSection(VideoOptions.Section).Get<VideoOptions>() ?? new VideoOptions();

    private static async Task<EvaluationReport> WithProgressAsync(EvaluationRequest request, VideoOptions options, CancellationToken cancel)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive) return await VideoEvaluation.RunAsync(request, options, NullLogger.Instance, new Silent(), cancel);
        return await AnsiConsole.Progress().StartAsync(async bar =>
        {
            var task = bar.AddTask("Clips", autoStart: true, maxValue: 1);
            return await VideoEvaluation.RunAsync(request, options, NullLogger.Instance, new Bar(task), cancel);
        });
    }

    private static void Print(EvaluationReport report, string file)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Behaviour", "Found", "False", "Missed", "Precision", "Recall", "F1");
        foreach (var (type, f) in report.Behaviours)
            table.AddRow(type, $"{f.TruePositives}", $"{f.FalsePositives}", $"{f.FalseNegatives}", Number(f.Precision), Number(f.Recall), Number(f.F1));
        AnsiConsole.Write(table);
        if (report.Detection is { } people) AnsiConsole.WriteLine($"People      AP50 {Number(people.Ap50)}  precision {Number(people.Precision)}  recall {Number(people.Recall)}");
        if (report.Tracking is { } tracks) AnsiConsole.WriteLine($"Tracking    MOTA {Number(tracks.Mota)}  IDF1 {Number(tracks.Idf1)}");
        foreach (var (name, stage) in report.Stages) AnsiConsole.WriteLine(FormattableString.Invariant($"{name,-11} {stage.MsPerFrame,7:0.00} ms per frame  {stage.Share,6:P1}"));
        AnsiConsole.WriteLine(FormattableString.Invariant($"{report.CameraHours:0.###} camera hours, {report.FramesPerSecond:0.#} frames a second, {report.AlarmsPerCameraHour:0.##} alarms per camera hour"));
        AnsiConsole.WriteLine($"{file} and {Path.ChangeExtension(file, ".html")}");
    }

    private static string Number(double? value) => value?.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture) ?? "-";

    private sealed class Bar(ProgressTask task) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => task.Description(Markup.Escape($"{value.Done} of {value.Clips} clips, {value.File}")).Value(value.Share);
    }

    // Where nobody watches a bar, a line for each finished clip.
    private sealed class Silent : IProgress<EvaluationProgress>
    {
        private int _done;

        public void Report(EvaluationProgress value)
        {
            if (Interlocked.Exchange(ref _done, value.Done) < value.Done) Console.Error.WriteLine($"evaluate: {value.Done} of {value.Clips} clips, {value.File}");
        }
    }
}
