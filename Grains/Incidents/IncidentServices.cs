using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SafetyHub.Grains.Alerts;
using SafetyHub.Grains.Escalation;
using SafetyHub.Grains.Monitoring;

namespace SafetyHub.Grains.Incidents;

/// <summary>What every incident grain works with.</summary>
internal sealed record IncidentServices(
    IIncidentLog Log,
    TimeProvider Clock,
    PlanBook Plans,
    AlertOrders Alerts,
    IResponders Responders,
    DistrictFeeds Feeds,
    IncidentMetrics Metrics,
    IOptions<EscalationOptions> Options,
    ILogger<IncidentGrain> Logger);
