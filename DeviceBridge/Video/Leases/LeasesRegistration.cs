using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SafetyHub.DeviceBridge.Video.Evidence;
using SafetyHub.DeviceBridge.Video.Upkeep;

namespace SafetyHub.DeviceBridge.Video.Leases;

/// <summary>Ties the video bridge to the cluster: leased cameras in, events out.</summary>
public static class LeasesRegistration
{
    /// <summary>Registers the video bridge with its leases, its events and its part of the health.</summary>
    public static IServiceCollection AddCameraAnalysis(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddVideoBridge(configuration);
        services.AddRecording(configuration);
        services.AddSingleton<CameraAssignmentFeed>();
        services.AddSingleton<ICameraAssignments>(provider => provider.GetRequiredService<CameraAssignmentFeed>());
        services.AddSingleton<IVideoEvents, CameraEvents>();
        services.AddSingleton(provider => new Lazy<VideoBridge>(provider.GetRequiredService<VideoBridge>));
        services.AddSingleton<CameraLeases>();
        services.AddHostedService(provider => provider.GetRequiredService<CameraLeases>());
        services.AddSingleton<ConditionReporter>();
        services.AddHostedService(provider => provider.GetRequiredService<ConditionReporter>());
        services.AddHealthChecks().AddCheck<VideoHealthCheck>("video").AddCheck<RecordingHealthCheck>("recording");
        return services;
    }
}

/// <summary>Says how well the hub sees: degraded on the fallback detector, never a reason to stop answering calls for help.</summary>
internal sealed class VideoHealthCheck(VideoBridge video, CameraLeases leases) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = video.Health();
        var data = new Dictionary<string, object>
        {
            ["model"] = health.Model ?? "none", ["reducedAccuracy"] = health.ReducedAccuracy, ["cameras"] = health.Cameras.Count,
            ["camerasStreaming"] = health.Cameras.Count(c => c.State == Sources.SourceState.Streaming), ["reportsLost"] = health.ReportsLost,
        };
        var result = health switch
        {
            { Detector: DetectorState.Failed } => HealthCheckResult.Degraded("Nobody is detected in video: " + health.Reason, data: data),
            { Detector: DetectorState.Loading } => HealthCheckResult.Degraded("The detector is being loaded", data: data),
            _ when leases.IsCutOff => HealthCheckResult.Degraded("The camera scheduler does not answer: no camera is analysed here", data: data),
            { ReducedAccuracy: true } => HealthCheckResult.Degraded("Reduced accuracy: " + health.Reason, data: data),
            _ => HealthCheckResult.Healthy($"{health.Model}, {health.Cameras.Count} cameras", data),
        };
        return Task.FromResult(result);
    }
}
