using SafetyHub.Signals;

namespace SafetyHub.Residents;

/// <summary>
/// A person in care (대상자) or a place (장소): where signals about one subject meet, so that one subject has one incident per category.
/// </summary>
public interface ISubjectGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes a signal and decides: nothing but a record, or a new incident, or one more signal of an open one. When the task completes the signal is on disk.
    /// </summary>
    [Alias("Receive")] Task<SignalOutcome> Receive(Signal signal);

    /// <summary>Name and district as incidents show them.</summary>
    [Alias("Describe")] Task<SubjectSummary> Describe();
}

/// <summary>A person in care.</summary>
[Alias("hub.IResidentGrain")]
public interface IResidentGrain : ISubjectGrain
{
    /// <summary>Creates or changes the record.</summary>
    [Alias("Save")] Task Save(ResidentProfile profile);

    /// <summary>The record, or null when nobody created it.</summary>
    [Alias("Get")] Task<ResidentProfile?> Get();

    /// <summary>Ties a device to the home, or unties it; the registry calls this after each registration.</summary>
    [Alias("LinkDevice")] Task LinkDevice(Devices.DeviceId device, Devices.DeviceKind kind, bool linked);

    /// <summary>The home's devices that can speak, robots first.</summary>
    [Alias("Voices")] Task<IReadOnlyList<LinkedDevice>> Voices();
}

/// <summary>A device of a home.</summary>
/// <param name="Id">The device.</param>
/// <param name="Kind">What it is.</param>
[GenerateSerializer, Immutable, Alias("hub.LinkedDevice")]
public readonly record struct LinkedDevice([property: Id(0)] Devices.DeviceId Id, [property: Id(1)] Devices.DeviceKind Kind);

/// <summary>What a signal led to.</summary>
/// <param name="Status">Accepted or duplicate.</param>
/// <param name="IncidentId">The incident it opened or joined, or null.</param>
/// <param name="Opened">True when it opened the incident.</param>
[GenerateSerializer, Immutable, Alias("hub.SignalOutcome")]
public sealed record SignalOutcome(
    [property: Id(0)] ReceiptStatus Status,
    [property: Id(1)] string? IncidentId,
    [property: Id(2)] bool Opened);

/// <summary>A subject as an incident shows it.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Name">The name; the id where no record exists.</param>
/// <param name="District">The district, or an empty text when not known.</param>
[GenerateSerializer, Immutable, Alias("hub.SubjectSummary")]
public sealed record SubjectSummary(
    [property: Id(0)] SubjectRef Subject,
    [property: Id(1)] string Name,
    [property: Id(2)] string District);

/// <summary>A resident's record, first form.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="District">District id, at most 64 characters.</param>
/// <param name="Position">Where the home is, or null.</param>
/// <param name="Address">Postal address for responders, at most 300 characters, or null.</param>
/// <param name="Phone">The resident's phone, at most 32 characters, or null.</param>
/// <param name="Language">Language the devices speak, <c>ko</c> or <c>en</c>; default <c>ko</c>.</param>
/// <param name="Caseworker">Id of the caseworker in charge, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.ResidentProfile")]
public sealed record ResidentProfile(
    [property: Id(0)] string Name,
    [property: Id(1)] string District,
    [property: Id(2)] GeoPoint? Position,
    [property: Id(3)] string? Address,
    [property: Id(4)] string? Phone,
    [property: Id(5)] string Language,
    [property: Id(6)] string? Caseworker);

/// <summary>A point on the map, WGS 84.</summary>
/// <param name="Lat">Degrees, -90 to 90.</param>
/// <param name="Lon">Degrees, -180 to 180.</param>
[GenerateSerializer, Immutable, Alias("hub.GeoPoint")]
public readonly record struct GeoPoint([property: Id(0)] double Lat, [property: Id(1)] double Lon);
