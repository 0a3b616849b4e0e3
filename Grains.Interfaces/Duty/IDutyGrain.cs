namespace SafetyHub.Duty;

/// <summary>The duty order (당직명령부) of a district, first form: one simple weekly table.</summary>
[Alias("hub.IDutyGrain")]
public interface IDutyGrain : IGrainWithStringKey
{
    /// <summary>Replaces the table as a whole. At most 200 shifts.</summary>
    /// <exception cref="ArgumentException">A shift has no caseworker.</exception>
    [Alias("Save")] Task Save(IReadOnlyList<DutyShift> shifts);

    /// <summary>The table.</summary>
    [Alias("Get")] Task<IReadOnlyList<DutyShift>> Get();

    /// <summary>Who is on duty at this instant, in the order of the table; empty when nobody is.</summary>
    [Alias("OnDuty")] Task<IReadOnlyList<string>> OnDuty(DateTimeOffset at);
}

/// <summary>A weekly shift in the city's time zone (Asia/Seoul).</summary>
/// <param name="Day">Day on which it starts.</param>
/// <param name="From">Start, local time.</param>
/// <param name="To">End, local time; at or before <paramref name="From"/> means the next day.</param>
/// <param name="Caseworker">Caseworker id.</param>
[GenerateSerializer, Immutable, Alias("hub.DutyShift")]
public sealed record DutyShift(
    [property: Id(0)] DayOfWeek Day,
    [property: Id(1)] TimeOnly From,
    [property: Id(2)] TimeOnly To,
    [property: Id(3)] string Caseworker);

/// <summary>A caseworker: how alerts reach the person.</summary>
[Alias("hub.ICaseworkerGrain")]
public interface ICaseworkerGrain : IGrainWithStringKey
{
    /// <summary>Creates or changes the record.</summary>
    [Alias("Save")] Task Save(CaseworkerProfile profile);

    /// <summary>The record, or null when nobody created it.</summary>
    [Alias("Get")] Task<CaseworkerProfile?> Get();

    /// <summary>Adds or renews a push subscription; at most 10, the oldest goes first.</summary>
    [Alias("Subscribe")] Task Subscribe(PushSubscription subscription);

    /// <summary>Removes a push subscription, for example when the push service says that it is gone.</summary>
    [Alias("Unsubscribe")] Task Unsubscribe(string endpoint);

    /// <summary>The push subscriptions.</summary>
    [Alias("Subscriptions")] Task<IReadOnlyList<PushSubscription>> Subscriptions();

    /// <summary>Writes down that a push service took a message.</summary>
    [Alias("PushTaken")] Task PushTaken(string endpoint, DateTimeOffset at);
}

/// <summary>A caseworker's record.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="District">District id, or empty.</param>
/// <param name="Language"><c>ko</c> or <c>en</c>.</param>
[GenerateSerializer, Immutable, Alias("hub.CaseworkerProfile")]
public sealed record CaseworkerProfile(
    [property: Id(0)] string Name,
    [property: Id(1)] string District,
    [property: Id(2)] string Language);

/// <summary>A browser's push subscription (W3C Push API).</summary>
/// <param name="Endpoint">The push service's URL for this browser; https.</param>
/// <param name="P256dh">The browser's public key, base64url, 65 bytes.</param>
/// <param name="Auth">The browser's secret, base64url, 16 bytes.</param>
/// <param name="AddedAt">UTC.</param>
/// <param name="LastTakenAt">When the push service last took a message, UTC, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.PushSubscription")]
public sealed record PushSubscription(
    [property: Id(0)] string Endpoint,
    [property: Id(1)] string P256dh,
    [property: Id(2)] string Auth,
    [property: Id(3)] DateTimeOffset AddedAt,
    [property: Id(4)] DateTimeOffset? LastTakenAt);
