namespace SafetyHub.Residents;

/// <summary>A change of a resident's record, with its author.</summary>
/// <param name="Actor">Who: <c>user:{name}</c>, <c>token:{name}</c>, <c>device:{id}</c> or <c>hub</c>.</param>
[GenerateSerializer, Immutable, Alias("hub.ResidentCommand")]
public abstract record ResidentCommand([property: Id(0)] string Actor);

/// <summary>Creates the record, or replaces the profile as a whole. Saving what is there already changes nothing.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Profile">The profile from now on.</param>
/// <param name="Reason">Why, when it corrects a mistake; at most 300 characters, or null.</param>
/// <param name="IfVersion">The version the author saw; another one in storage is refused. Null: whatever it is. 0: only when there is none yet.</param>
[GenerateSerializer, Immutable, Alias("hub.SaveProfile")]
public sealed record SaveProfile(
    string Actor,
    [property: Id(0)] ResidentProfile Profile,
    [property: Id(1)] string? Reason = null,
    [property: Id(2)] int? IfVersion = null) : ResidentCommand(Actor);

/// <summary>Says where the person is.</summary>
/// <param name="Actor">Who says so.</param>
/// <param name="Status">Where.</param>
/// <param name="Since">Since when, UTC; null: now. Never in the future.</param>
/// <param name="Note">At most 300 characters, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.SetStatus")]
public sealed record SetStatus(
    string Actor,
    [property: Id(0)] ResidentStatus Status,
    [property: Id(1)] DateTimeOffset? Since = null,
    [property: Id(2)] string? Note = null) : ResidentCommand(Actor);

/// <summary>Writes down what was said about a purpose.</summary>
/// <param name="Actor">Who writes it down.</param>
/// <param name="Purpose">For what.</param>
/// <param name="Given">True for yes, false for a withdrawal or a no.</param>
/// <param name="By">Who said it and where that is on paper; 1 to 200 characters.</param>
/// <param name="At">When it was said, UTC; null: now. Never in the future.</param>
[GenerateSerializer, Immutable, Alias("hub.SetConsent")]
public sealed record SetConsent(
    string Actor,
    [property: Id(0)] ConsentPurpose Purpose,
    [property: Id(1)] bool Given,
    [property: Id(2)] string By,
    [property: Id(3)] DateTimeOffset? At = null) : ResidentCommand(Actor);

/// <summary>Makes this record an alias of another one that describes the same person. Never undone: the history of both stays.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Into">The record that stays.</param>
/// <param name="Reason">Why, 1 to 300 characters.</param>
[GenerateSerializer, Immutable, Alias("hub.MergeInto")]
public sealed record MergeInto(
    string Actor,
    [property: Id(0)] string Into,
    [property: Id(1)] string Reason) : ResidentCommand(Actor);

/// <summary>Erases the personal fields, of the history too. Refused while an incident is open, and while the person is in care.</summary>
/// <param name="Actor">Who; <c>hub</c> when the time is over.</param>
/// <param name="Reason">Why, 1 to 300 characters.</param>
[GenerateSerializer, Immutable, Alias("hub.EraseRecord")]
public sealed record EraseRecord(string Actor, [property: Id(0)] string Reason) : ResidentCommand(Actor);

/// <summary>What became of a change.</summary>
/// <param name="Refusal">Why it was refused, or none.</param>
/// <param name="Changed">False when nothing was different.</param>
/// <param name="Sheet">The record afterwards; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("hub.ResidentChange")]
public sealed record ResidentChange(
    [property: Id(0)] ResidentRefusal Refusal,
    [property: Id(1)] bool Changed,
    [property: Id(2)] ResidentSheet? Sheet);

/// <summary>Why a change of a record was refused.</summary>
public enum ResidentRefusal
{
    /// <summary>It was not.</summary>
    None = 0,
    /// <summary>There is no such record.</summary>
    Unknown = 1,
    /// <summary>Somebody changed the record in the meantime.</summary>
    Outdated = 2,
    /// <summary>The record was merged into another one.</summary>
    Merged = 3,
    /// <summary>The record was erased.</summary>
    Erased = 4,
    /// <summary>A record cannot be merged into itself.</summary>
    SameRecord = 5,
    /// <summary>The record to merge into does not exist, was merged itself or was erased.</summary>
    TargetUnusable = 6,
    /// <summary>An incident of the person is open.</summary>
    IncidentOpen = 7,
    /// <summary>The person is in care.</summary>
    InCare = 8,
    /// <summary>The stored record cannot be decrypted: a key is missing. Nothing was overwritten.</summary>
    Unreadable = 9,
}
