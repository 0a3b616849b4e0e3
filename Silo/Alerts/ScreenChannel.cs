using SafetyHub.Alerts;
using SafetyHub.Grains.Alerts;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using SafetyHub.Silo.Configuration;

namespace SafetyHub.Silo.Alerts;

/// <summary>Shows the incident on the control room's screens once more, as it stands now: a step that fired must be seen even where a change was missed.</summary>
internal sealed class ScreenChannel(IGrainFactory grains, HubOptions hub) : IAlertSender
{
    public AlertChannel Channel => AlertChannel.Screen;

    /// <summary>Delivered means that the district's feed was given it. Whether somebody looks is what the response plan finds out.</summary>
    public async Task<SendOutcome> SendAsync(AlertOrder order, IncidentSnapshot incident, CancellationToken cancel)
    {
        var district = hub.Districts.Contains(incident.Subject.District) ? incident.Subject.District : GrainKeys.OtherDistrict;
        await grains.GetGrain<IDistrictFeedGrain>(GrainKeys.Feed(district)).Publish(incident);
        return SendOutcome.Delivered();
    }
}
