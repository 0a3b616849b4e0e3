using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SafetyHub.DeviceBridge.Video;
using SafetyHub.DeviceBridge.Video.Sources;

namespace SafetyHub.Benchmarks.Video;

/// <summary>What one camera costs at 5 analysed frames a second; processor time of the whole process tree.</summary>
/// <param name="Clip">Picture size and what happens.</param>
/// <param name="Cameras">Cameras that ran.</param>
/// <param name="IncomingFps">Frames a second and camera that the decoder delivered; 5 on a machine that keeps up.</param>
/// <param name="SearchedFps">Frames a second and camera searched for people.</param>
/// <param name="DecodeMs">Milliseconds of ffmpeg for a second of one camera.</param>
/// <param name="OwnMs">Milliseconds of the hub's process for a second of one camera.</param>
/// <param name="CamerasPerCore">How many fit on one core.</param>
internal sealed record CameraCost(string Clip, int Cameras, double IncomingFps, double SearchedFps, double DecodeMs, double OwnMs, double CamerasPerCore);

/// <summary>Cameras for each core: the bridge as it runs, with real decoders.</summary>
internal static class CamerasBench
{
    private const int Cameras = 2;
    private const double Fps = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(Report report, BenchClips clips, TimeSpan duration)
    {
        foreach (var (width, height, rate, target) in new[] { (1920, 1080, "4M", 4), (640, 480, "1M", 8) })
        {
            var busy = await MeasureAsync($"{width}x{height} busy", clips.Busy(width, height, rate), duration);
            var idle = await MeasureAsync($"{width}x{height} idle", clips.Idle(width, height, rate), duration);
            report.Add($"cameras-{width}x{height}", new { busy, idle, idleShare = Math.Round(idle.OwnMs / busy.OwnMs, 3) });
            Say(busy);
            Say(idle);
            Report.Say($"cameras {width}x{height}: {busy.CamerasPerCore:F1} with motion for each core (target {target}); an idle one costs {idle.OwnMs / busy.OwnMs:P1} of a busy one beyond decoding (target 10 %)");
        }
    }

    private static void Say(CameraCost cost) => Report.Say(FormattableString.Invariant(
        $"cameras {cost.Clip}: decode {cost.DecodeMs} ms, hub {cost.OwnMs} ms a second, {cost.SearchedFps} of {cost.IncomingFps} frames a second searched"));

    private static async Task<CameraCost> MeasureAsync(string name, string clip, TimeSpan duration)
    {
        using var setting = new VideoSetting();
        var feed = new CameraAssignmentFeed();
        using var bridge = new VideoBridge(feed, new NoEvents(), Options.Create(setting.Options), setting.Parts.Metrics, TimeProvider.System, NullLogger<VideoBridge>.Instance);
        feed.Publish([.. Enumerable.Range(1, Cameras).Select(i => new CameraAssignment($"camera-{i}", CameraAddress.Parse("file:" + clip), Fps, watch: VideoSetting.Watch))]);
        await bridge.StartAsync(CancellationToken.None);
        while (bridge.Health() is not { Detector: DetectorState.Ready } health || health.Cameras.Count(camera => camera.AnalysedFps > 0.5) < Cameras)
            await Task.Delay(100);
        await Task.Delay(WarmUp);
        var before = Reading.Of(bridge);
        await Task.Delay(duration);
        var after = Reading.Of(bridge);
        await bridge.StopAsync(CancellationToken.None);
        return Cost(name, before, after, duration);
    }

    // By delivered frames, so that a machine too busy to decode in time does not look cheap.
    private static CameraCost Cost(string name, Reading before, Reading after, TimeSpan duration)
    {
        double frames = after.Frames - before.Frames;
        var (decode, own) = ((after.Decoder - before.Decoder).TotalMilliseconds / frames * Fps, (after.Own - before.Own).TotalMilliseconds / frames * Fps);
        var seconds = duration.TotalSeconds * Cameras;
        return new CameraCost(name, Cameras, Math.Round(frames / seconds, 2), Math.Round(after.SearchedFps, 2), Math.Round(decode, 1), Math.Round(own, 1), Math.Round(1000 / (decode + own), 2));
    }

    private sealed record Reading(TimeSpan Decoder, TimeSpan Own, long Frames, double SearchedFps)
    {
        public static Reading Of(VideoBridge bridge)
        {
            var cameras = bridge.Health().Cameras;
            return new Reading(new TimeSpan(cameras.Sum(camera => camera.DecoderTime.Ticks)), Environment.CpuUsage.TotalTime, cameras.Sum(camera => camera.Frames), cameras.Average(camera => camera.SearchedFps));
        }
    }

    private sealed class NoEvents : IVideoEvents
    {
        public Task ReportAsync(CameraObservation observation, CancellationToken cancellation) => Task.CompletedTask;
    }
}
