using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tests.Support;
using Xunit.Abstractions;

namespace SafetyHub.DeviceBridge.Video.Tests.EndToEnd;

/// <summary>What a camera costs: processor time of the decoder and of this process while vtest.avi is watched at 5 frames a second.</summary>
[Collection(ModelsCollection.Name)]
public sealed class CameraCostTests(PreparedModels models, ITestOutputHelper output)
{
    private const int Cameras = 3;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);

    [NeedsFact(Needs.Measuring | Needs.Vtest | Needs.ModelPackage)]
    public Task Cost_WithNanoDet_IsStated() => MeasureAsync(new VideoOptions { CacheDirectory = models.Cache });

    [NeedsFact(Needs.Measuring | Needs.Vtest)]
    public async Task Cost_WithTheBuiltInDetector_IsStated()
    {
        using var cache = new TemporaryFolder();
        await MeasureAsync(new VideoOptions { CacheDirectory = cache.Path });
    }

    private async Task MeasureAsync(VideoOptions options)
    {
        var stages = new ConcurrentDictionary<string, List<double>>();
        using var listener = Listen(stages);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var memory = Environment.WorkingSet;
        var address = CameraAddress.Parse("file:" + TestSurroundings.VtestPath);
        var cameras = Enumerable.Range(1, Cameras).Select(i => new CameraAssignment($"camera-{i}", address)).ToArray();
        await using var run = await BridgeRun.StartAsync(options, cameras);
        await Eventually.BecomesTrueAsync(() => run.Bridge.Health().Cameras.Count(camera => camera.AnalysedFps > 0.5) == Cameras, "analysis", 60);

        var before = Read(run);
        var allocated = GC.GetTotalAllocatedBytes();
        await Task.Delay(Measured);
        var after = Read(run);

        foreach (var (stage, times) in stages.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            output.WriteLine($"{stage}: {times.Count} frames, median {times.Order().ElementAt(times.Count / 2):F2} ms of wall time");
        var seconds = Measured.TotalSeconds * Cameras;
        output.WriteLine($"decoder {(after.Decoder - before.Decoder).TotalMilliseconds / seconds:F1} ms, this process {(after.Own - before.Own).TotalMilliseconds / seconds:F1} ms of processor time per camera and second");
        output.WriteLine($"allocated {(GC.GetTotalAllocatedBytes() - allocated) / seconds / 1024:F1} KiB per camera and second; working set grew from {memory >> 20} to {Environment.WorkingSet >> 20} MiB");
        foreach (var camera in run.Bridge.Health().Cameras)
            output.WriteLine($"{camera}");
        Assert.True(after.Decoder > before.Decoder && after.Own > before.Own);
    }

    private static (TimeSpan Decoder, TimeSpan Own) Read(BridgeRun run)
    {
        using var process = Process.GetCurrentProcess();
        return (new TimeSpan(run.Bridge.Health().Cameras.Sum(camera => camera.DecoderTime.Ticks)), process.TotalProcessorTime);
    }

    private static MeterListener Listen(ConcurrentDictionary<string, List<double>> stages)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "safetyhub.video.stage.duration")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
        {
            var times = stages.GetOrAdd((string)tags[0].Value!, _ => []);
            lock (times)
                times.Add(value);
        });
        listener.Start();
        return listener;
    }
}
