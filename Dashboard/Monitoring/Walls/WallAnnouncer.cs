using SafetyHub.Dashboard.Incidents;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using AlarmSeverity = SafetyHub.Incidents.Severity;

namespace SafetyHub.Dashboard.Monitoring.Walls;

/// <summary>
/// What a screen reader says unasked: new alarms of this desk, the beginning and end of a flood, the tour's promise when it breaks. Not the tour itself,
/// which changes a tile every few seconds.
/// </summary>
internal sealed class WallAnnouncer(Words words, IncidentWording incidents, WallWording wording)
{
    private readonly HashSet<IncidentId> _known = [];
    private bool _began;
    private bool _flood;
    private bool _broken;

    /// <summary>What cannot wait.</summary>
    public string Assertive { get; private set; } = "";

    /// <summary>What waits until the reader is silent.</summary>
    public string Polite { get; private set; } = "";

    /// <summary>Forgets a desk that was left: the next one's alarms that stand already are not read out.</summary>
    public void Reset() => (_began, _flood, _broken, Assertive, Polite) = (false, false, false, "", "");

    public void Hear(WallView wall, DeskView desk)
    {
        foreach (var alarm in desk.Alarms.Where(alarm => _known.Add(alarm.Incident) && _began && alarm.Rings))
        {
            var text = words.Format("announce.new", incidents.Severity(alarm.Severity), alarm.Subject.Name, incidents.Title(alarm.TitleKey));
            if (alarm.Severity == AlarmSeverity.Critical) Assertive = text;
            else Polite = text;
        }
        _known.IntersectWith(desk.Alarms.Select(alarm => alarm.Incident));
        if (desk.Budget.IsFlood != _flood) Polite = words[desk.Budget.IsFlood ? "wall.flood.began" : "wall.flood.over"];
        var broken = !TourPromise.IsKept(wall.Tour);
        if (broken && !_broken) Polite = words.Format("wall.tour.broken", wording.Minutes(wall.Tour.Promise), TourPromise.Missed(wall), wall.Cameras);
        (_began, _flood, _broken) = (true, desk.Budget.IsFlood, broken);
    }
}
