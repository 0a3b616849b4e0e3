namespace SafetyHub.Residents;

/// <summary>What is written down about a resident. All of it but district, language and caseworker is personal: encrypted at rest.</summary>
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
    [property: Id(6)] string? Caseworker)
{
    /// <summary>A record counts as complete from this many contacts on.</summary>
    public const int ContactsOfCompleteRecord = 3;

    /// <summary>Most contacts of a record.</summary>
    public const int MostContacts = 10;

    /// <summary>Year of birth, 1900 to the current year, or null.</summary>
    [Id(7)] public int? BirthYear { get; init; }

    /// <summary>Whom to call, in this order; at most <see cref="MostContacts"/>.</summary>
    [Id(8)] public IReadOnlyList<ResidentContact> Contacts { get; init; } = [];

    /// <summary>Conditions and disabilities that responders must know, at most 1,000 characters, or null.</summary>
    [Id(9)] public string? Conditions { get; init; }

    /// <summary>Further notes for responders, at most 1,000 characters, or null.</summary>
    [Id(10)] public string? Notes { get; init; }

    /// <summary>How to get in: door code, where the key is, the dog; at most 500 characters, or null.</summary>
    [Id(11)] public string? Access { get; init; }

    /// <summary>When devices do not speak to the person of their own accord, or null for the hub's usual hours.</summary>
    [Id(12)] public QuietHours? QuietHours { get; init; }

    /// <summary>What the record lacks: names of fields; empty when it is complete.</summary>
    public IReadOnlyList<string> Missing()
    {
        var missing = new List<string>(5);
        if (BirthYear is null) missing.Add("birthYear");
        if (string.IsNullOrWhiteSpace(Address)) missing.Add("address");
        if (District.Length == 0) missing.Add("district");
        if (Caseworker is null) missing.Add("caseworker");
        if (Contacts.Count < ContactsOfCompleteRecord) missing.Add("contacts");
        return missing;
    }
}

/// <summary>Somebody to call about a resident.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Relation">Daughter, neighbour, doctor; at most 50 characters, may be empty.</param>
/// <param name="Phone">1 to 32 characters.</param>
[GenerateSerializer, Immutable, Alias("hub.ResidentContact")]
public sealed record ResidentContact(
    [property: Id(0)] string Name,
    [property: Id(1)] string Relation,
    [property: Id(2)] string Phone);

/// <summary>Hours of the day in the city's time zone (Asia/Seoul) in which devices ask nothing and remind of nothing. A call for help is never quiet.</summary>
/// <param name="From">Start.</param>
/// <param name="To">End, not included; before <paramref name="From"/> means the next day. Never the same as <paramref name="From"/>.</param>
[GenerateSerializer, Immutable, Alias("hub.QuietHours")]
public readonly record struct QuietHours([property: Id(0)] TimeOnly From, [property: Id(1)] TimeOnly To)
{
    /// <summary>True when the local time lies in the quiet hours.</summary>
    public bool Contains(TimeOnly local) => local.IsBetween(From, To);
}

/// <summary>A point on the map, WGS 84.</summary>
/// <param name="Lat">Degrees, -90 to 90.</param>
/// <param name="Lon">Degrees, -180 to 180.</param>
[GenerateSerializer, Immutable, Alias("hub.GeoPoint")]
public readonly record struct GeoPoint([property: Id(0)] double Lat, [property: Id(1)] double Lon);
