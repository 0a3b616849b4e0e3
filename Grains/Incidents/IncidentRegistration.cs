using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SafetyHub.Grains.Alerts;
using SafetyHub.Grains.Escalation;
using SafetyHub.Grains.Monitoring;

namespace SafetyHub.Grains.Incidents;

/// <summary>Registers incidents with their escalation, alerts and feeds. The host adds <see cref="IIncidentLog"/>.</summary>
internal static class IncidentRegistration
{
    public static IServiceCollection AddIncidentRoom(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<EscalationOptions>().Bind(configuration.GetSection(EscalationOptions.Section)).ValidateOnStart();
        services.AddOptions<FeedOptions>().Bind(configuration.GetSection(FeedOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EscalationOptions>, EscalationOptionsValidator>();
        services.AddSingleton<IValidateOptions<FeedOptions>, FeedOptionsValidator>();
        services.TryAddSingleton<IResponders, GrainResponders>();
        services.AddSingleton(provider => new PlanBook(provider.GetRequiredService<IOptions<EscalationOptions>>()));
        services.AddSingleton<IncidentMetrics>();
        services.AddSingleton<AlertOrders>();
        services.AddSingleton<DistrictFeeds>();
        services.AddSingleton<IncidentServices>();
        return services;
    }
}
