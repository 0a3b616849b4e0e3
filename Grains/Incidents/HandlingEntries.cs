using SafetyHub.Alerts;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Incidents;

/// <summary>The entry's actor owns it now, or proved again to be there.</summary>
internal sealed record IncidentAcknowledged : IncidentEntry;

/// <summary>The owner did nothing for the plan's time and lost it.</summary>
internal sealed record AcknowledgementLapsed(string Owner) : IncidentEntry;

/// <summary>The owner gave it back, or it was given to somebody who has yet to acknowledge.</summary>
internal sealed record AcknowledgementReturned(string Owner) : IncidentEntry;

/// <summary>It was given to somebody, or the assignment was taken away.</summary>
internal sealed record IncidentAssigned(string? Assignee) : IncidentEntry;

/// <summary>The owner said how far the response is.</summary>
internal sealed record ProgressReported(ResponderProgress Progress) : IncidentEntry;

/// <summary>A person wrote something down.</summary>
internal sealed record NoteAdded(string Text) : IncidentEntry;

/// <summary>It was taken out of the queue.</summary>
internal sealed record IncidentShelved(string Reason, DateTimeOffset Until) : IncidentEntry;

/// <summary>It is back in the queue.</summary>
internal sealed record ShelvingEnded(ShelvingEnd Why) : IncidentEntry;

/// <summary>Why shelving ended.</summary>
internal enum ShelvingEnd
{
    /// <summary>Its time was over.</summary>
    Time = 0,
    /// <summary>A person put it back.</summary>
    Person = 1,
    /// <summary>It got worse than it was when it was shelved.</summary>
    Severity = 2,
}

/// <summary>A channel took an alert.</summary>
internal sealed record AlertDelivered(string AlertId, AlertChannel Channel, string Recipient, string? Detail) : IncidentEntry;

/// <summary>An alert was given up.</summary>
internal sealed record AlertFailed(string AlertId, AlertChannel Channel, string Recipient, string? Detail) : IncidentEntry;

/// <summary>A person closed it.</summary>
internal sealed record IncidentResolved(Outcome Outcome, string? Note) : IncidentEntry;
