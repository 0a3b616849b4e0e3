using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using SafetyHub.DeviceBridge.Video.Evaluation;
using SafetyHub.DeviceBridge.Video.Tests.Support;
using Xunit.Abstractions;

namespace SafetyHub.DeviceBridge.Video.Tests.Behaviours.Fall;

/// <summary>
/// Real people, through the whole pipeline: six falls and three clips of daily life of two people. The measured test does the same on changed copies
/// (mirrored, dark, farther away, ...), two of whose misses led to changed rules, and on the clips played backwards, where nobody falls.
/// </summary>
[Collection(ModelsCollection.Name)]
public sealed class FallFootageTests(PreparedModels models, ITestOutputHelper output)
{
    private static readonly (string Name, string Filter, double Speed)[] Copies =
    [
        ("mirrored", "hflip", 1), ("dark", "eq=gamma=0.55", 1), ("bright", "eq=gamma=1.6", 1), ("noisy", "noise=alls=18:allf=t", 1),
        ("far", "scale=iw*0.6:ih*0.6,pad=iw/0.6:ih/0.6:(ow-iw)/2:(oh-ih)/2:color=gray", 1), ("cropped", "crop=iw*0.88:ih*0.88", 1),
        ("tilted", "rotate=5*PI/180:c=gray", 1), ("narrow", "scale=iw*0.8:ih,pad=iw/0.8:ih:(ow-iw)/2:0:color=gray", 1),
        ("faster", "null", 1.2), ("slower", "null", 0.85), ("eight frames a second", "fps=8", 1), ("begun later", "trim=start=0.1", 1),
    ];

    [NeedsFact(Needs.ModelPackage | Needs.Footage)]
    public async Task Falls_OfRealPeople_AreFoundAndTheirDailyLifeRaisesNothing()
    {
        using var folder = new TemporaryFolder();
        var clips = Clips(1);
        foreach (var clip in clips)
            clip["file"] = TestSurroundings.SharedFile("footage/" + (string)clip["file"]!);

        var fall = await EvaluateAsync(folder, clips, 5);

        Assert.True(fall.F1 >= 0.85 && fall.FalsePositives == 0, $"{fall}");
    }

    [NeedsFact(Needs.ModelPackage | Needs.Footage | Needs.Measuring)]
    public async Task Falls_OfChangedCopies_AreFoundNearlyAsWell()
    {
        var all = new BehaviourFigures(0, 0, 0, null, null, null);
        foreach (var (name, filter, speed) in Copies)
            all = Add(all, await MeasureAsync(name, filter, speed, 5));
        foreach (var rate in new[] { 4.0, 7, 10, 15 })
            all = Add(all, await MeasureAsync($"analysed at {rate}", "null", 1, rate));
        var f1 = 2.0 * all.TruePositives / (2 * all.TruePositives + all.FalsePositives + all.FalseNegatives);
        output.WriteLine($"all: {all.TruePositives} found, {all.FalsePositives} false, {all.FalseNegatives} missed, F1 {f1:0.000}");
        var backwards = await MeasureAsync("backwards", "reverse", 1, 5);

        Assert.True(f1 >= 0.85, $"F1 {f1:0.000}");
        Assert.InRange(backwards.FalsePositives, 0, 2);
    }

    private async Task<BehaviourFigures> MeasureAsync(string name, string filter, double speed, double rate)
    {
        using var folder = new TemporaryFolder();
        var clips = Clips(speed);
        foreach (var clip in clips)
        {
            var file = Path.GetFileName((string)clip["file"]!);
            Render(TestSurroundings.SharedFile("footage/" + (string)clip["file"]!), folder.File(file), $"scale=960:-2,{filter},setpts=(PTS-STARTPTS)/{speed},scale=640:-2");
            clip["file"] = file;
            if (filter == "reverse")
                clip["events"] = new JsonArray();
        }
        var fall = await EvaluateAsync(folder, clips, rate);
        output.WriteLine($"{name}: {fall.TruePositives} found, {fall.FalsePositives} false, {fall.FalseNegatives} missed");
        return fall;
    }

    private async Task<BehaviourFigures> EvaluateAsync(TemporaryFolder folder, List<JsonObject> clips, double rate)
    {
        await File.WriteAllTextAsync(folder.File("labels.json"), new JsonObject { ["clips"] = new JsonArray([.. clips]) }.ToJsonString());
        var request = new EvaluationRequest(folder.Path, folder.File("labels.json"), folder.File("result.json")) { FramesPerSecond = rate };
        var report = await VideoEvaluation.RunAsync(request, new VideoOptions { CacheDirectory = models.Cache }, NullLogger.Instance, new Progress<EvaluationProgress>(), CancellationToken.None);
        return report.Behaviours["fall"];
    }

    private static List<JsonObject> Clips(double speed)
    {
        var labels = JsonNode.Parse(File.ReadAllText(Path.Combine(TestSurroundings.Root(), "tests", "Footage", "labels.json")))!["clips"]!.AsArray();
        var clips = labels.Select(clip => clip!.DeepClone().AsObject()).Where(clip => ((string)clip["file"]!).StartsWith("falls/", StringComparison.Ordinal)).ToList();
        foreach (var happening in clips.SelectMany(clip => clip["events"]!.AsArray()))
            (happening!["from"], happening["to"]) = ((double)happening["from"]! / speed, (double)happening["to"]! / speed);
        return clips;
    }

    private static BehaviourFigures Add(BehaviourFigures a, BehaviourFigures b) => a with
    {
        TruePositives = a.TruePositives + b.TruePositives,
        FalsePositives = a.FalsePositives + b.FalsePositives,
        FalseNegatives = a.FalseNegatives + b.FalseNegatives,
    };

    private static void Render(string from, string to, string filter)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", "-i", from, "-an", "-vf", filter, "-c:v", "libx264", "-preset", "superfast", "-crf", "18", to]) { RedirectStandardError = true })!;
        var words = ffmpeg.StandardError.ReadToEnd();
        ffmpeg.WaitForExit();
        Assert.True(ffmpeg.ExitCode == 0, words);
    }
}
