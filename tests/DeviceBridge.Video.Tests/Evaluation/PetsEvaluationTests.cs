using Microsoft.Extensions.Logging.Abstractions;
using SafetyHub.DeviceBridge.Video.Evaluation;
using SafetyHub.DeviceBridge.Video.Tests.Support;
using Xunit.Abstractions;

namespace SafetyHub.DeviceBridge.Video.Tests.Evaluation;

/// <summary>How well people are found and followed inside the whole pipeline, on PETS 2009 S2.L1.</summary>
[Collection(ModelsCollection.Name)]
public sealed class PetsEvaluationTests(PreparedModels models, ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [NeedsFact(Needs.Vtest | Needs.GroundTruth | Needs.ModelPackage)]
    public async Task Pipeline_OnPets_FindsAndFollowsPeople()
    {
        File.CreateSymbolicLink(_folder.File("vtest.avi"), TestSurroundings.VtestPath);
        File.Copy(TestSurroundings.SharedFile("footage/pets09-s2l1/gt.txt"), _folder.File("gt.txt"));
        var request = new EvaluationRequest(_folder.Path, TestSurroundings.RepositoryFile("tests/Footage/pets.json"), _folder.File("out.json"));

        var report = await VideoEvaluation.RunAsync(
            request, new VideoOptions { CacheDirectory = models.Cache }, NullLogger.Instance, new Progress<EvaluationProgress>(), CancellationToken.None);

        output.WriteLine(report.ToJson());
        Assert.True(report.Detection!.Ap50 >= 0.88, $"AP50 {report.Detection.Ap50}");
        Assert.True(report.Tracking!.Mota >= 0.75, $"MOTA {report.Tracking.Mota}");
        Assert.True(report.Tracking.Idf1 >= 0.6, $"IDF1 {report.Tracking.Idf1}");
    }

    public void Dispose() => _folder.Dispose();
}
