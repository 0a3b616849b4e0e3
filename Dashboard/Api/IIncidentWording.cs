using System.Globalization;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Api;

/// <summary>Puts incidents into words, from the same resources for pages and API.</summary>
public interface IIncidentWording
{
    /// <summary>The incident's title.</summary>
    string Title(IncidentSnapshot incident, CultureInfo culture);

    /// <summary>A reason as a sentence.</summary>
    string Reason(IncidentReason reason, CultureInfo culture);

    /// <summary>Why something is on a wall, at a desk or in a group, as a sentence.</summary>
    string Reason(WallReason reason, CultureInfo culture);

    /// <summary>The sentence of an event type.</summary>
    string Title(string eventType, CultureInfo culture);
}
