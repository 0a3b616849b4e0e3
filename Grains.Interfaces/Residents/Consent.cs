namespace SafetyHub.Residents;

/// <summary>What a resident, or who may decide for the person, can agree to; each for itself (PIPA article 22).</summary>
public enum ConsentPurpose
{
    /// <summary>Care by devices: reminders, check-ins, the personal rhythm. Nothing recorded counts as yes, a withdrawal as no; calls for help, falls and fire need no consent.</summary>
    CareMonitoring = 1,
    /// <summary>Keeping what the person said as text (transcripts of devices).</summary>
    VoiceTranscript = 2,
    /// <summary>Keeping scores of mood and their trend.</summary>
    MoodTrend = 3,
    /// <summary>A camera inside the home.</summary>
    HomeCamera = 4,
    /// <summary>Telling the family about everyday life, not only about emergencies.</summary>
    FamilySharing = 5,
    /// <summary>Handing the sheet to the emergency services (119) ahead of an emergency.</summary>
    EmergencySharing = 6,
    /// <summary>Statistics and research on the record without name, address, phone numbers and free text.</summary>
    Research = 7,
}

/// <summary>What somebody said about one purpose, the last word only; the words before it are in the history.</summary>
/// <param name="Purpose">For what.</param>
/// <param name="Given">True for yes, false for a withdrawal or a no.</param>
/// <param name="At">When it was said, UTC.</param>
/// <param name="Actor">Who wrote it down.</param>
/// <param name="By">Who said it and where that is on paper: <c>the resident, form of 3 May</c>; at most 200 characters. Personal.</param>
[GenerateSerializer, Immutable, Alias("hub.Consent")]
public sealed record Consent(
    [property: Id(0)] ConsentPurpose Purpose,
    [property: Id(1)] bool Given,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string Actor,
    [property: Id(4)] string By);
