namespace SafetyHub.Residents;

/// <summary>Where a resident is, as far as somebody has said. In each of them the hub does different things: see docs/residents.md.</summary>
public enum ResidentStatus
{
    /// <summary>At home, or nobody has said otherwise: everything applies.</summary>
    AtHome = 0,
    /// <summary>Out: hours without a sign, missed meals and check-ins are recorded and wake nobody.</summary>
    Out = 1,
    /// <summary>In hospital: as out, until somebody says that the person is back.</summary>
    InHospital = 2,
    /// <summary>Moved away: devices no longer speak to the person, only calls for help, falls and fire wake anybody, and the record is erased after a time.</summary>
    Moved = 3,
    /// <summary>Died: as moved.</summary>
    Died = 4,
}

/// <summary>Where a resident is, since when, and who said so.</summary>
/// <param name="Status">Where.</param>
/// <param name="Since">UTC.</param>
/// <param name="Actor">Who said so: <c>user:{name}</c>, <c>token:{name}</c>, <c>device:{id}</c> or <c>hub</c>.</param>
/// <param name="Note">Which hospital, back when; at most 300 characters, or null. Personal.</param>
[GenerateSerializer, Immutable, Alias("hub.ResidentStanding")]
public sealed record ResidentStanding(
    [property: Id(0)] ResidentStatus Status,
    [property: Id(1)] DateTimeOffset Since,
    [property: Id(2)] string Actor,
    [property: Id(3)] string? Note);

/// <summary>What follows from a status.</summary>
public static class ResidentStatuses
{
    /// <summary>True when the person has left for good: no device speaks to the person, and the record is going to be erased.</summary>
    public static bool HasLeft(this ResidentStatus status) => status is ResidentStatus.Moved or ResidentStatus.Died;

    /// <summary>True when silence at home means nothing: out, in hospital, or gone for good.</summary>
    public static bool IsAway(this ResidentStatus status) => status != ResidentStatus.AtHome;
}
