using System.Globalization;
using SafetyHub.Dashboard.Api;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Incidents;

/// <summary>The pages' words for the API, in the language of each call.</summary>
internal sealed class SharedWording : IIncidentWording
{
    private readonly IncidentWording _korean = new(new Words(HubLanguages.Korean));
    private readonly IncidentWording _english = new(new Words(HubLanguages.English));

    public string Title(IncidentSnapshot incident, CultureInfo culture) => In(culture).Title(incident.TitleKey);

    public string Reason(IncidentReason reason, CultureInfo culture) => In(culture).Reason(reason, person => person ?? "");

    private IncidentWording In(CultureInfo culture) => culture.TwoLetterISOLanguageName == "en" ? _english : _korean;
}
