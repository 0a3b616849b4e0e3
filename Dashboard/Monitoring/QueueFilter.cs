using Microsoft.AspNetCore.WebUtilities;
using SafetyHub.Incidents;
using AlarmSeverity = SafetyHub.Incidents.Severity;

namespace SafetyHub.Dashboard.Monitoring;

/// <summary>Whose incidents the queue shows.</summary>
public enum QueueOwner
{
    /// <summary>Everybody's.</summary>
    All,
    /// <summary>Mine.</summary>
    Mine,
    /// <summary>Nobody's.</summary>
    Unassigned,
}

/// <summary>What the queue shows; it lives in the address, so that a view can be kept and handed on.</summary>
public sealed record QueueFilter(QueueOwner Owner, string? District, AlarmSeverity? Severity, bool Shelved, string Search)
{
    public static QueueFilter Everything { get; } = new(QueueOwner.All, null, null, false, "");

    public bool IsEverything => this == Everything;

    public static QueueFilter Read(Uri address)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        string? One(string name) => query.TryGetValue(name, out var values) ? values.ToString() : null;
        return new QueueFilter(
            One("owner") switch { "mine" => QueueOwner.Mine, "nobody" => QueueOwner.Unassigned, _ => QueueOwner.All },
            One("district") is { Length: > 0 and <= 64 } district ? district : null,
            Enum.TryParse<AlarmSeverity>(One("severity"), ignoreCase: true, out var severity) && Enum.IsDefined(severity) ? severity : null,
            One("shelved") == "1",
            One("search") is { Length: <= 100 } search ? search : "");
    }

    public string Address()
    {
        var parts = new Dictionary<string, string?>();
        if (Owner != QueueOwner.All) parts["owner"] = Owner == QueueOwner.Mine ? "mine" : "nobody";
        if (District is not null) parts["district"] = District;
        if (Severity is { } severity) parts["severity"] = severity.ToString();
        if (Shelved) parts["shelved"] = "1";
        if (Search.Length > 0) parts["search"] = Search;
        return QueryHelpers.AddQueryString("/", parts);
    }

    public bool Shows(IncidentSnapshot incident, string me, DateTimeOffset now, Func<IncidentSnapshot, string> words) =>
        IsShelved(incident, now) == Shelved
        && (Severity is null || incident.Severity == Severity)
        && (District is null || incident.Subject.District == District)
        && (Owner != QueueOwner.Mine || incident.Assignee == me)
        && (Owner != QueueOwner.Unassigned || incident.Assignee is null)
        && (Search.Length == 0 || words(incident).Contains(Search, StringComparison.CurrentCultureIgnoreCase));

    public static bool IsShelved(IncidentSnapshot incident, DateTimeOffset now) => incident.IsOpen && incident.ShelvedUntil > now;
}
