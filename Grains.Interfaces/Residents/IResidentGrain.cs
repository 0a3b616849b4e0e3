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

/// <summary>
/// A person in care. A record that was merged into another one is an alias: what is asked of it is answered by the other, and its signals go there.
/// </summary>
[Alias("hub.IResidentGrain")]
public interface IResidentGrain : ISubjectGrain
{
    /// <summary>Creates or changes the record in the hub's own name; people and programs use <see cref="Change"/>.</summary>
    /// <exception cref="ArgumentException">A field is out of its range.</exception>
    [Alias("Save")] Task Save(ResidentProfile profile);

    /// <summary>The record's profile, or null when nobody created it or it was erased.</summary>
    [Alias("Get")] Task<ResidentProfile?> Get();

    /// <summary>The whole record, or null when nobody created it. Showing it to a person or a program is an audited act.</summary>
    [Alias("Sheet")] Task<ResidentSheet?> Sheet();

    /// <summary>What a decision about the person must know; the defaults where nobody created a record.</summary>
    [Alias("Care")] Task<ResidentCare> Care();

    /// <summary>Carries out a change of the record, and appends it to the history in the same transaction.</summary>
    [Alias("Change")] Task<ResidentChange> Change(ResidentCommand command);

    /// <summary>Reads the stored record again, and takes one of an earlier release, which lies there in plain text, into the encrypted book.</summary>
    [Alias("Refresh")] Task Refresh();

    /// <summary>Ties a device to the home, or unties it; the registry calls this after each registration.</summary>
    [Alias("LinkDevice")] Task LinkDevice(Devices.DeviceId device, Devices.DeviceKind kind, bool linked);

    /// <summary>The home's devices that can speak, robots first; none once the resident has moved or died.</summary>
    [Alias("Voices")] Task<IReadOnlyList<LinkedDevice>> Voices();

    /// <summary>Takes what telemetry shows of the person being up and about. Lost ones cost at most an earlier question.</summary>
    [Alias("NoteSigns")] Task NoteSigns(HomeSigns signs);

    /// <summary>Acts on what time alone has brought: hours without a sign, questions without an answer. Idempotent.</summary>
    [Alias("CheckRisk")] Task CheckRisk();

    /// <summary>How the hub sees the person now.</summary>
    [Alias("Risk")] Task<ResidentRisk> Risk();

    /// <summary>Has somebody look although the hub decided otherwise: opens the incident that it did not. False when there is no such decision (any more).</summary>
    [Alias("LookAnyway")] Task<bool> LookAnyway(string decisionId, string actor);

    /// <summary>Sets the personal thresholds, or with null returns to those of the rules.</summary>
    /// <exception cref="ArgumentException">A threshold is out of its range.</exception>
    [Alias("SetThresholds")] Task SetThresholds(PersonalThresholds? thresholds);
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
/// <param name="Weighed">True when it woke nobody yet: it is remembered, or the person is asked first. A device must then not say that help is coming.</param>
[GenerateSerializer, Immutable, Alias("hub.SignalOutcome")]
public sealed record SignalOutcome(
    [property: Id(0)] ReceiptStatus Status,
    [property: Id(1)] string? IncidentId,
    [property: Id(2)] bool Opened,
    [property: Id(3)] bool Weighed = false);

/// <summary>A subject as an incident shows it.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Name">The name; the id where no record exists.</param>
/// <param name="District">The district, or an empty text when not known.</param>
/// <param name="Status">Where the resident was when the incident was opened; a place is always at home.</param>
[GenerateSerializer, Immutable, Alias("hub.SubjectSummary")]
public sealed record SubjectSummary(
    [property: Id(0)] SubjectRef Subject,
    [property: Id(1)] string Name,
    [property: Id(2)] string District,
    [property: Id(3)] ResidentStatus Status = ResidentStatus.AtHome);
