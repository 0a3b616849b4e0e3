using SafetyHub.Incidents;

namespace SafetyHub.Grains.Incidents;

/// <summary>Another activation of the incident was faster, twice in a row. Nothing was written; the caller may try again.</summary>
[GenerateSerializer, Alias("hub.IncidentConflictException")]
public sealed class IncidentConflictException : Exception
{
    /// <summary>For serializers.</summary>
    public IncidentConflictException()
    {
    }

    /// <summary>For serializers.</summary>
    public IncidentConflictException(string message) : base(message)
    {
    }

    /// <summary>For serializers.</summary>
    public IncidentConflictException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Names the incident.</summary>
    public IncidentConflictException(IncidentId id) : base($"Incident {id} was changed by another activation; try again") => IncidentId = id.Value;

    /// <summary>The incident.</summary>
    [Id(0)] public string? IncidentId { get; init; }
}
