using SafetyHub.Grains.Signals;
using SafetyHub.Places;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Residents;

/// <summary>Checks profiles against the ranges of their contract.</summary>
internal static class ProfileRules
{
    private const int FirstBirthYear = 1900;

    /// <exception cref="ArgumentException">A field is out of its range.</exception>
    public static void Check(ResidentProfile profile, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Check(profile.Name, profile.District, profile.Position);
        AtMost(profile.Address, 300, nameof(profile.Address));
        AtMost(profile.Phone, 32, nameof(profile.Phone));
        AtMost(profile.Caseworker, 64, nameof(profile.Caseworker));
        AtMost(profile.Conditions, 1_000, nameof(profile.Conditions));
        AtMost(profile.Notes, 1_000, nameof(profile.Notes));
        AtMost(profile.Access, 500, nameof(profile.Access));
        Must(profile.Language is "ko" or "en", "The language must be ko or en");
        Must(profile.BirthYear is null || (profile.BirthYear >= FirstBirthYear && profile.BirthYear <= now.Year), "The year of birth must lie between 1900 and now");
        Must(profile.QuietHours is null || profile.QuietHours.Value.From != profile.QuietHours.Value.To, "Quiet hours must not begin when they end");
        Must(profile.Contacts.Count <= ResidentProfile.MostContacts, $"There may be at most {ResidentProfile.MostContacts} contacts");
        foreach (var contact in profile.Contacts) Check(contact);
    }

    /// <exception cref="ArgumentException">A text is out of its range.</exception>
    public static void Check(string? text, int atLeast, int atMost, string name) => Must(
        (text?.Trim().Length ?? 0) >= atLeast && (text?.Length ?? 0) <= atMost, $"{name} must have {atLeast} to {atMost} characters");

    public static StoredProfile Store(PlaceProfile profile)
    {
        Check(profile.Name, profile.District, profile.Position);
        return new StoredProfile { Name = profile.Name, District = profile.District, Lat = profile.Position?.Lat, Lon = profile.Position?.Lon };
    }

    public static ResidentProfile ToResident(StoredProfile stored) => new(
        stored.Name, stored.District, PositionOf(stored), stored.Address, stored.Phone, stored.Language ?? Spoken.DefaultLanguage, stored.Caseworker);

    public static PlaceProfile ToPlace(StoredProfile stored) => new(stored.Name, stored.District, PositionOf(stored));

    private static GeoPoint? PositionOf(StoredProfile stored) =>
        stored is { Lat: { } lat, Lon: { } lon } ? new GeoPoint(lat, lon) : null;

    private static void Check(ResidentContact contact)
    {
        Check(contact.Name, 1, 100, "A contact's name");
        AtMost(contact.Relation, 50, nameof(contact.Relation));
        Check(contact.Phone, 1, 32, "A contact's phone");
    }

    private static void Check(string name, string district, GeoPoint? position)
    {
        Must(!string.IsNullOrWhiteSpace(name) && name.Length <= 100, "The name must have 1 to 100 characters");
        ArgumentNullException.ThrowIfNull(district);
        AtMost(district, 64, nameof(district));
        Must(position is not { } at || (Math.Abs(at.Lat) <= 90 && Math.Abs(at.Lon) <= 180), "The position must lie within -90 to 90 and -180 to 180 degrees");
    }

    private static void AtMost(string? text, int characters, string name) =>
        Must((text?.Length ?? 0) <= characters, $"{name} must have at most {characters} characters");

    private static void Must(bool holds, string otherwise)
    {
        if (!holds) throw new ArgumentException(otherwise);
    }
}
