using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>Puts the adapters into the bridge.</summary>
internal static class AdaptersRegistration
{
    public static void AddAdapters(this IServiceCollection services)
    {
        services.AddOptions<AdaptersOptions>().BindConfiguration(AdaptersOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AdaptersOptions>, AdaptersOptionsValidator>();
        services.AddSingleton<AdapterMetrics>();
        services.AddSingleton<AdapterDirectory>();
        services.AddSingleton<ForeignRefusals>();
        services.AddSingleton<PresenceTeller>();
        services.AddSingleton<ForeignEvents>();
        services.AddSingleton<AdapterIntake>();
        services.AddSingleton<ForeignInbox>();
        services.AddSingleton<ForeignBrokerParts>();
        services.AddSingleton<ForeignBrokers>();
        services.AddHostedService(s => s.GetRequiredService<ForeignBrokers>());
        services.AddSingleton<AdapterUpkeep>();
        services.AddHostedService(s => s.GetRequiredService<AdapterUpkeep>());
        services.AddHealthChecks().AddCheck<AdapterHealth>("adapters");
    }
}
