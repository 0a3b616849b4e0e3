using System.Net;
using Orleans.Configuration;
using SafetyHub.Silo.Configuration;
using SafetyHub.Silo.Storage;

namespace SafetyHub.Silo.Cluster;

/// <summary>Makes this process a silo, or a client of the silos.</summary>
public static class ClusterRegistration
{
    private const string Invariant = "Npgsql";
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GatewayListRefresh = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionRetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Adds Orleans as the roles demand: with the role silo a silo and its client, without it a client that waits for a silo.</summary>
    public static WebApplicationBuilder AddHubCluster(this WebApplicationBuilder builder, HubOptions options, HubDatabase database)
    {
        if (options.Has(HubRoles.Silo)) builder.UseOrleans(silo => Configure(silo.UseHubStorage(database), options));
        else builder.UseOrleansClient(client => Configure(client, options));
        return builder;
    }

    private static void Configure(ISiloBuilder silo, HubOptions options)
    {
        silo.AddActivityPropagation();
        silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = ResponseTimeout);
        silo.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = ResponseTimeout);
        if (options.OnPostgres) JoinThroughPostgres(silo, options);
        else StandAlone(silo, options.Cluster);
    }

    /// <summary>One process is the hub: nobody may join, so there is no gateway and the port is any free one on loopback.</summary>
    private static void StandAlone(ISiloBuilder silo, ClusterSection cluster)
    {
        var port = FreePorts.OrFree(cluster.SiloPort, IPAddress.Loopback);
        silo.UseLocalhostClustering(port, gatewayPort: 0, primarySiloEndpoint: null, cluster.ServiceId, cluster.ClusterId);
        silo.Configure<EndpointOptions>(o => o.GatewayPort = 0);
    }

    private static void JoinThroughPostgres(ISiloBuilder silo, HubOptions options)
    {
        var address = IPAddress.Parse(options.Cluster.AdvertisedAddress);
        silo.Configure<ClusterOptions>(o => Name(o, options.Cluster));
        silo.ConfigureEndpoints(
            address,
            FreePorts.OrFree(options.Cluster.SiloPort, address),
            FreePorts.OrFree(options.Cluster.GatewayPort, address),
            listenOnAnyHostAddress: false);
        silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (Invariant, options.Storage.ConnectionString));
        silo.Configure<ClusterMembershipOptions>(Tune);
    }

    /// <summary>A dead silo is out after about a second and a whole cluster that lost its power is back after about 14 s (defaults: 15 s and 104 s).</summary>
    private static void Tune(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.NumMissedProbesLimit = 2;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
    }

    private static void Configure(IClientBuilder client, HubOptions options)
    {
        client.AddActivityPropagation();
        client.Configure<ClusterOptions>(o => Name(o, options.Cluster));
        client.Configure<GatewayOptions>(o => o.GatewayListRefreshPeriod = GatewayListRefresh);
        client.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = ResponseTimeout);
        client.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (Invariant, options.Storage.ConnectionString));
        client.UseConnectionRetryFilter(async (_, cancel) =>
        {
            await Task.Delay(ConnectionRetryDelay, TimeProvider.System, cancel);
            return true;
        });
    }

    private static void Name(ClusterOptions names, ClusterSection cluster) => (names.ClusterId, names.ServiceId) = (cluster.ClusterId, cluster.ServiceId);
}
