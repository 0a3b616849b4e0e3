using System.Globalization;
using SafetyHub.Dashboard.Api;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Incidents;

/// <summary>The pages' words for the API, in the language of each call.</summary>
internal sealed class SharedWording : IIncidentWording
{
    private readonly IncidentWording _korean = new(new Words(HubLanguages.Korean));
    private readonly IncidentWording _english = new(new Words(HubLanguages.English));

    public string Title(IncidentSnapshot incident, CultureInfo culture) => In(culture).Title(incident.TitleKey);

    public string Reason(IncidentReason reason, CultureInfo culture) => In(culture).Reason(reason, person => person ?? "");

    public string Reason(WallReason reason, CultureInfo culture)
    {
        var words = In(culture);
        // The severity comes as its number, which the words of other arguments must not be taken for.
        var arguments = reason.Key == WallReasonKeys.Incident && reason.Arguments is [var type, var number]
            ? [type, words.Words["severity." + number]]
            : reason.Arguments;
        return words.Reason(new IncidentReason(reason.Key, arguments, default), person => person ?? "");
    }

    public string Title(string eventType, CultureInfo culture) => In(culture).Title(eventType);

    private IncidentWording In(CultureInfo culture) => culture.TwoLetterISOLanguageName == "en" ? _english : _korean;
}
