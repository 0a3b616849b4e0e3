using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Town.World.Emergencies;

/// <summary>What truly happens to a person. No hub is ever told.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">When it begins.</param>
/// <param name="FindBy">A human must know by then; see <see cref="Limits"/>.</param>
/// <param name="Signals">What devices report of it, if they work.</param>
internal sealed record Emergency(EmergencyKind Kind, TimeSpan Start, TimeSpan FindBy, IReadOnlyList<Happening> Signals)
{
    /// <summary>True when a call, a fall or a fire was reported and could reach the hub.</summary>
    public required bool Reported { get; init; }

    /// <summary>True when the whole home had no link as it began.</summary>
    public required bool BehindOutage { get; init; }

    /// <summary>The person can answer.</summary>
    public bool Conscious { get; init; } = true;

    /// <summary>The television runs on.</summary>
    public bool TelevisionOn { get; init; }

    /// <summary>Nights in hospital afterwards; 0 = stays at home.</summary>
    public int HospitalNights { get; init; }

    /// <summary>When chance ends it where no hub did: a neighbour, the family, the police.</summary>
    public required TimeSpan ChanceEnds { get; init; }

    /// <summary>How far a decline has gone, 0 to 1.</summary>
    public double Depth(TimeSpan at) => Kind == EmergencyKind.Decline ? Math.Clamp((at - Start) / TimeSpan.FromDays(3), 0, 1) : 0;
}
