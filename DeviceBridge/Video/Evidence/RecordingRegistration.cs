using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using SafetyHub.Evidence;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>What the cameras of a bridge need to know of evidence.</summary>
/// <param name="Privacy">What is masked.</param>
/// <param name="Recording">What is recorded.</param>
/// <param name="Clips">Makes clips; null where there are none.</param>
internal sealed record EvidenceParts(PrivacyOptions Privacy, RecordingOptions Recording, ClipRecorder? Clips);

/// <summary>Puts masking and clips into a host.</summary>
public static class RecordingRegistration
{
    /// <summary>Adds the coarse filter, which every process that shows pictures needs.</summary>
    public static IServiceCollection AddPrivacyFilter(this IServiceCollection services)
    {
        services.TryAddSingleton<IPrivacyFilter, PrivacyFilter>();
        return services;
    }

    internal static void AddRecording(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PrivacyOptions>().Bind(configuration.GetSection(PrivacyOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RecordingOptions>().Bind(configuration.GetSection(RecordingOptions.Section))
            .PostConfigure(options => options.Folder = FolderOf(options, configuration)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<PrivacyOptions>>().Value);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<RecordingOptions>>().Value);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<VideoOptions>>().Value);
        services.AddSingleton<RecordingState>().AddSingleton<ClipMaker>().AddSingleton<ClipRenderer>().AddSingleton<ClipRecorder>();
        services.AddSingleton<EvidenceParts>();
        services.AddHostedService<RingKeeper>();
        services.AddHostedService<ClipMasker>();
    }

    private static string FolderOf(RecordingOptions options, IConfiguration configuration) =>
        Path.GetFullPath(options.Folder.Length > 0 ? options.Folder : Path.Combine(configuration["SafetyHub:DataDirectory"] is { Length: > 0 } data ? data : "data", "ring"));
}

/// <summary>Says what clips have come to: degraded while the last moments are thrown away for want of room.</summary>
internal sealed class RecordingHealthCheck(RecordingOptions options, RecordingState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object>
        {
            ["enabled"] = options.Enabled, ["clips"] = state.Made, ["partial"] = state.Partial, ["lost"] = state.Lost, ["maskingFailures"] = state.MaskingFailures,
        };
        return Task.FromResult(!options.Enabled
            ? HealthCheckResult.Healthy("nothing is recorded: incidents have stills only", data)
            : state.ShortOfRoom
                ? HealthCheckResult.Degraded("The disk is short of room: no clips are kept", data: data)
                : HealthCheckResult.Healthy($"{state.Made} clips, {state.Partial} of them partial, {state.Lost} lost", data));
    }
}
