using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SafetyHub.DeviceBridge.Video;
using SafetyHub.DeviceBridge.Video.Conversion;
using SafetyHub.DeviceBridge.Video.Evaluation;
using SafetyHub.Devices;

namespace SafetyHub.Benchmarks.Video;

/// <summary>What every video benchmark needs: the default settings, the prepared model and a clock for the stages.</summary>
internal sealed class VideoSetting : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public VideoSetting()
    {
        if (Environment.GetEnvironmentVariable("SAFETYHUB_CACHE") is { Length: > 0 } cache)
            Options.CacheDirectory = cache;
        Manifest = ModelSetup.ManifestPath(Options.CacheDirectory, 320);
        if (!File.Exists(Manifest))
            throw new FileNotFoundException($"The model is not prepared: {Manifest}. Start it by ./hub bench video.");
        var factory = _services.GetRequiredService<IMeterFactory>();
        Stages = new StageClock(factory.Create(VideoMetrics.MeterName));
        Parts = new SceneParts(Options, new VideoMetrics(factory), TimeProvider.System, NullLogger.Instance);
    }

    public VideoOptions Options { get; } = new();

    /// <summary>NanoDet-g on 320 x 320 pixels.</summary>
    public string Manifest { get; }

    public SceneParts Parts { get; }

    public StageClock Stages { get; }

    /// <summary>
    /// A usual watch: nobody may be in a corner where hardly anyone goes. Everybody is followed and compared with it, but an alarm, with its two stills the
    /// dearest thing that can happen to a frame, stays as rare as an operator could bear.
    /// </summary>
    public static CameraWatch Watch { get; } = CameraWatch.None with
    {
        Zones = [new CameraZone("corner", [new(0, 0), new(0.08, 0), new(0.08, 0.08), new(0, 0.08)])],
        Behaviours = [new BehaviourSetting("intrusion", ["corner"], null, [], null)],
    };

    public void Dispose()
    {
        Stages.Dispose();
        _services.Dispose();
    }
}
