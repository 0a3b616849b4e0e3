using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.TestingHost;
using SafetyHub.Grains.Escalation;
using SafetyHub.Grains.Incidents;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Tests.Support;

/// <summary>Two silos in this process on one incident log and one fake clock for grains and reminders; membership lives in real time.</summary>
public sealed class HubCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private HubCluster(InProcessTestCluster cluster, Parts parts) => (_cluster, Parts) = (cluster, parts);

    public Parts Parts { get; }
    public InMemoryIncidentLog Log => Parts.Log;
    public FakeTimeProvider Clock => Parts.Clock;
    public IClusterClient Client => _cluster.Client;

    public static async Task<HubCluster> StartAsync(Parts? parts = null, bool ownResponders = true)
    {
        var used = parts ?? new Parts();
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage(GrainsAssembly.Storage);
            if (used.Reminders) silo.UseInMemoryReminderService();
            silo.Services.AddSingleton<TimeProvider>(used.Clock);
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            silo.Services.AddKeyedSingleton<TimeProvider>("Orleans.Reminders", used.Clock);
            silo.Services.AddSingleton<IIncidentLog>(used.Log);
            silo.Services.AddSingleton<SafetyHub.Grains.Residents.IResidentBook>(used.Book);
            if (ownResponders) silo.Services.AddSingleton<IResponders>(used.Responders);
            silo.Services.AddHubGrains(new ConfigurationBuilder().AddInMemoryCollection(
                new Dictionary<string, string?> { ["SafetyHub:Districts:0"] = TestSignals.Subject.District }).Build());
            silo.Services.Configure<ClusterMembershipOptions>(o =>
            {
                (o.ProbeTimeout, o.NumMissedProbesLimit) = (TimeSpan.FromSeconds(1), 2);
                (o.IAmAliveTablePublishTimeout, o.NumVotesForDeathDeclaration) = (TimeSpan.FromSeconds(5), 1);
            });
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new HubCluster(cluster, used);
    }

    public IIncidentGrain Incident(IncidentId id) => Client.GetGrain<IIncidentGrain>(GrainKeys.Incident(id));

    /// <summary>Opens an incident with a call for help.</summary>
    public async Task<IIncidentGrain> OpenSosAsync(string eventId = "e1")
    {
        var sos = TestSignals.Sos(eventId, Clock.GetUtcNow());
        var grain = Incident(TestSignals.IdOf(sos));
        Assert.Equal(IncidentIntakeStatus.Opened, (await grain.Receive(sos)).Status);
        return grain;
    }

    /// <summary>Takes the activation away, with its timer.</summary>
    public Task ForgetAsync(IIncidentGrain incident) => _cluster.DeactivateAsync(incident);

    /// <summary>The silo on which a grain lives is killed, without a word to anybody.</summary>
    public async Task KillOwnerAsync(IIncidentGrain incident)
    {
        Assert.True(_cluster.TryGetGrainContext(incident.GetGrainId(), out var context), "The incident lives nowhere");
        await _cluster.KillSiloAsync(_cluster.GetSiloForAddress(context!.Address.SiloAddress!)!);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}

/// <summary>What a cluster stands on; outlives it, so that a second cluster can find what the first left.</summary>
public sealed class Parts
{
    public InMemoryIncidentLog Log { get; } = new();
    public InMemoryResidentBook Book { get; } = new();
    public FakeTimeProvider Clock { get; init; } = new(TestSignals.Start);
    public TestResponders Responders { get; } = new();
    public bool Reminders { get; init; } = true;
}
