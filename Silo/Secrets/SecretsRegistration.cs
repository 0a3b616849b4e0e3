using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using SafetyHub.Silo.Configuration;

namespace SafetyHub.Silo.Secrets;

/// <summary>Wires the hub's own secrets.</summary>
public static class SecretsRegistration
{
    /// <summary>Adds the shared secrets, data protection that keeps its keys there, and, where the API is served, the bootstrap token. Call it after storage: its parts start in this order.</summary>
    public static IServiceCollection AddHubSecrets(this IServiceCollection services, HubOptions options)
    {
        services.AddSingleton<ISharedSecrets>(_ => options.OnPostgres
            ? new PostgresSecrets(options.Storage.ConnectionString)
            : new FileSecrets(Path.Combine(options.DataDirectory, "secrets")));
        services.AddDataProtection().SetApplicationName("SafetyHub");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            keys => keys.XmlRepository = new SharedKeyRing(provider.GetRequiredService<ISharedSecrets>())));
        if (!options.Has(HubRoles.Dashboard)) return services;
        services.AddSingleton<BootstrapToken>();
        return services.AddHostedService(p => p.GetRequiredService<BootstrapToken>());
    }
}
