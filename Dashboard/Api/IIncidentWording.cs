using System.Globalization;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Api;

/// <summary>Puts incidents into words, from the same resources for pages and API.</summary>
public interface IIncidentWording
{
    /// <summary>The incident's title.</summary>
    string Title(IncidentSnapshot incident, CultureInfo culture);

    /// <summary>A reason as a sentence.</summary>
    string Reason(IncidentReason reason, CultureInfo culture);
}
