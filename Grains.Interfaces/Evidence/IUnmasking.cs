using SafetyHub.Incidents;

namespace SafetyHub.Evidence;

/// <summary>Why somebody looks at faces.</summary>
public enum UnmaskPurpose
{
    /// <summary>Somebody needs help now and has to be recognised.</summary>
    Rescue = 1,
    /// <summary>A missing person is looked for.</summary>
    MissingPerson = 2,
    /// <summary>An authority asks with a written request.</summary>
    Investigation = 3,
    /// <summary>The person in the picture asks to see it.</summary>
    DataSubject = 4,
    /// <summary>An alarm has to be judged, and the mask hides what it is about.</summary>
    AlarmReview = 5,
}

/// <summary>The right of one person to see one incident's evidence unmasked, for a purpose and a time.</summary>
/// <param name="Id">32 characters of lower-case hexadecimal.</param>
/// <param name="Actor">Who: <c>user:{name}</c> or <c>token:{name}</c>.</param>
/// <param name="Incident">Of which incident.</param>
/// <param name="Purpose">Why.</param>
/// <param name="Note">Why, in words.</param>
/// <param name="GrantedAt">From when, UTC.</param>
/// <param name="ExpiresAt">Until when, UTC.</param>
public sealed record UnmaskGrant(string Id, string Actor, IncidentId Incident, UnmaskPurpose Purpose, string Note, DateTimeOffset GrantedAt, DateTimeOffset ExpiresAt);

/// <summary>What somebody asks for.</summary>
/// <param name="Incident">Of which incident.</param>
/// <param name="Purpose">Why.</param>
/// <param name="Note">Why, in words; 5 to 500 characters.</param>
/// <param name="For">How long, 1 minute up to <see cref="IUnmasking.Longest"/>.</param>
public sealed record UnmaskRequest(IncidentId Incident, UnmaskPurpose Purpose, string Note, TimeSpan For);

/// <summary>Who may see what unmasked at present. The caller has checked the role; every grant is audited before it holds.</summary>
public interface IUnmasking
{
    /// <summary>Longest time of one grant.</summary>
    TimeSpan Longest { get; }

    /// <summary>Grants; throws <see cref="ArgumentException"/> for a note or a time out of range, and when it cannot be audited.</summary>
    Task<UnmaskGrant> GrantAsync(string actor, UnmaskRequest request, CancellationToken cancel);

    /// <summary>The grant that holds now, or null.</summary>
    Task<UnmaskGrant?> FindAsync(string actor, IncidentId incident, CancellationToken cancel);

    /// <summary>Ends what holds before its time; false when nothing did.</summary>
    Task<bool> EndAsync(string actor, IncidentId incident, CancellationToken cancel);
}
