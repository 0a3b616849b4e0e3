namespace SafetyHub.Residents;

/// <summary>What one person needs otherwise than most. Inactivity may only be found sooner than by the rules, never later.</summary>
/// <param name="InactivityLow">Hours without a sign from which it is low, 1 to 8, or null.</param>
/// <param name="InactivityMedium">Hours from which it is medium, 2 to 12, or null.</param>
/// <param name="InactivityHigh">Hours from which it is high, 4 to 24, or null.</param>
/// <param name="Sensitivity">Above 1: suspicion weighs more; 0.5 to 2, default 1. Never touches what goes to people at once.</param>
/// <param name="AskFirst">False: this person is not asked, humans are told straight away (cannot hear, or dementia).</param>
[GenerateSerializer, Immutable, Alias("hub.PersonalThresholds")]
public sealed record PersonalThresholds(
    [property: Id(0)] double? InactivityLow = null,
    [property: Id(1)] double? InactivityMedium = null,
    [property: Id(2)] double? InactivityHigh = null,
    [property: Id(3)] double Sensitivity = 1,
    [property: Id(4)] bool AskFirst = true);
