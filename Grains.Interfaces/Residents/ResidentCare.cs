namespace SafetyHub.Residents;

/// <summary>What a decision about a resident must know, without anything personal in it.</summary>
/// <param name="Status">Where the person is.</param>
/// <param name="Since">Since when, UTC; the beginning of time where nobody has said.</param>
/// <param name="QuietHours">When devices ask nothing, or null for the hub's usual hours.</param>
/// <param name="Language">Language the devices speak: <c>ko</c> or <c>en</c>.</param>
/// <param name="Given">Purposes the person agreed to.</param>
/// <param name="Withdrawn">Purposes the person said no to.</param>
[GenerateSerializer, Immutable, Alias("hub.ResidentCare")]
public sealed record ResidentCare(
    [property: Id(0)] ResidentStatus Status,
    [property: Id(1)] DateTimeOffset Since,
    [property: Id(2)] QuietHours? QuietHours,
    [property: Id(3)] string Language,
    [property: Id(4)] IReadOnlyList<ConsentPurpose> Given,
    [property: Id(5)] IReadOnlyList<ConsentPurpose> Withdrawn)
{
    /// <summary>A home about which nothing is written down.</summary>
    public static ResidentCare Default { get; } = new(ResidentStatus.AtHome, DateTimeOffset.MinValue, null, "ko", [], []);

    /// <summary>Whether the hub may do this: for care itself unless it was withdrawn, for everything else only when it was given.</summary>
    public bool Allows(ConsentPurpose purpose) => purpose == ConsentPurpose.CareMonitoring ? !Withdrawn.Contains(purpose) : Given.Contains(purpose);
}
