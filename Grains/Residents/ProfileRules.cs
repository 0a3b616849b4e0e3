using SafetyHub.Grains.Signals;
using SafetyHub.Places;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Residents;

/// <summary>Checks profiles against the ranges of their contract, and turns them into what is stored and back.</summary>
internal static class ProfileRules
{
    public static StoredProfile Store(ResidentProfile profile)
    {
        Check(profile.Name, profile.District, profile.Position);
        AtMost(profile.Address, 300, nameof(profile.Address));
        AtMost(profile.Phone, 32, nameof(profile.Phone));
        AtMost(profile.Caseworker, 64, nameof(profile.Caseworker));
        if (profile.Language is not ("ko" or "en")) throw new ArgumentException("The language must be ko or en", nameof(profile));
        return new StoredProfile
        {
            Name = profile.Name, District = profile.District, Lat = profile.Position?.Lat, Lon = profile.Position?.Lon,
            Address = profile.Address, Phone = profile.Phone, Language = profile.Language, Caseworker = profile.Caseworker,
        };
    }

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

    private static void Check(string name, string district, GeoPoint? position)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 100) throw new ArgumentException("The name must have 1 to 100 characters", nameof(name));
        ArgumentNullException.ThrowIfNull(district);
        AtMost(district, 64, nameof(district));
        if (position is { } at && !(Math.Abs(at.Lat) <= 90 && Math.Abs(at.Lon) <= 180))
        {
            throw new ArgumentException("The position must lie within -90 to 90 and -180 to 180 degrees", nameof(position));
        }
    }

    private static void AtMost(string? text, int characters, string name)
    {
        if (text?.Length > characters) throw new ArgumentException($"{name} must have at most {characters} characters", name);
    }
}
