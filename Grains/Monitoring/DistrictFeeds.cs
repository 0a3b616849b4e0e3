using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SafetyHub.Grains.Incidents;
using SafetyHub.Grains.Monitoring.Rooms;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring;

/// <summary>Sends changes of incidents to the feed of their district. Best effort: the log is the truth, and screens catch up from it.</summary>
internal sealed partial class DistrictFeeds(
    IGrainFactory grains, AttentionRelay room, IOptions<FeedOptions> options, IncidentMetrics metrics, ILogger<DistrictFeeds> logger)
{
    private readonly HashSet<string> _districts = new(options.Value.Districts, StringComparer.Ordinal);
    // To make a reference reads attributes by reflection, which is felt at each change. As many as there are feeds.
    private readonly ConcurrentDictionary<string, IDistrictFeedGrain> _feeds = new(StringComparer.Ordinal);

    /// <summary>The feed that carries a district.</summary>
    public string FeedOf(string district) => _districts.Contains(district) ? district : GrainKeys.OtherDistrict;

    /// <summary>Tells the feed and the control room, and returns at once.</summary>
    public void Publish(IncidentSnapshot incident)
    {
        _ = PublishAsync(incident);
        room.Tell(incident);
    }

    private async Task PublishAsync(IncidentSnapshot incident)
    {
        try
        {
            await Feed(FeedOf(incident.Subject.District)).Publish(incident);
        }
        catch (Exception e)
        {
            // Nobody waits for this task. Screens show the incident late, when they next ask for what they missed.
            metrics.FeedFailed();
            LogFailed(e, incident.Id, incident.Version);
        }
    }

    private IDistrictFeedGrain Feed(string feed) => _feeds.GetOrAdd(feed, static (name, all) => all.GetGrain<IDistrictFeedGrain>(GrainKeys.Feed(name)), grains);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Incident {IncidentId} version {Version} did not reach its feed; screens catch up from the log")]
    private partial void LogFailed(Exception exception, IncidentId incidentId, int version);
}
