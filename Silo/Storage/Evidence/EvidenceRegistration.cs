using SafetyHub.Evidence;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Storage;

/// <summary>Puts evidence into the host: its files, its index, its rules, and the watch over the disk.</summary>
internal static class EvidenceRegistration
{
    public static void AddEvidence(this IServiceCollection services, EvidenceOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<EvidenceFiles>();
        services.AddSingleton<IEvidenceStore, EvidenceStore>();
        services.AddSingleton<IEvidenceArchive, EvidenceArchive>();
        services.AddSingleton<IUnmasking, Unmasking>();
        services.AddSingleton<IEvidenceKeeping, EvidenceKeeping>();
        services.AddSingleton<EvidenceDisposal>().AddSingleton<UnindexedFiles>();
        services.AddSingleton<DiskWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<DiskWatch>());
        services.AddHealthChecks().AddCheck<DiskCheck>("disk");
    }
}
