using System.Globalization;
using SafetyHub.Devices;
using SafetyHub.Residents;

namespace SafetyHub.Dashboard.Api;

/// <summary>Checks input once, at the edge; behind it everything is typed.</summary>
internal static class Input
{
    public static DeviceId DeviceId(string text) =>
        SafetyHub.Devices.DeviceId.TryParse(text, out var id) ? id : throw new InvalidInputException("id", $"An id must match {SafetyHub.Devices.DeviceId.Pattern}.");

    /// <summary>A resident's, place's, district's or caseworker's id: the form of a device id.</summary>
    public static string Id(string? text, string field) =>
        SafetyHub.Devices.DeviceId.TryParse(text, out _) ? text! : throw new InvalidInputException(field, $"An id must match {SafetyHub.Devices.DeviceId.Pattern}.");

    public static string Text(string? text, string field, int longest)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new InvalidInputException(field, $"'{field}' is missing.");
        return OptionalText(text, field, longest)!;
    }

    public static string? OptionalText(string? text, string field, int longest)
    {
        if (text is null) return null;
        if (text.Length > longest) throw new InvalidInputException(field, $"'{field}' may have at most {longest} characters.");
        if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) throw new InvalidInputException(field, $"'{field}' holds control characters.");
        return text.Trim();
    }

    public static GeoPoint? Position(PositionBody? body)
    {
        if (body is null) return null;
        if (body.Lat is < -90 or > 90 || !double.IsFinite(body.Lat)) throw new InvalidInputException("position.lat", "Latitude must be between -90 and 90 degrees.");
        if (body.Lon is < -180 or > 180 || !double.IsFinite(body.Lon)) throw new InvalidInputException("position.lon", "Longitude must be between -180 and 180 degrees.");
        return new GeoPoint(body.Lat, body.Lon);
    }

    public static DateTimeOffset? Time(string? text, string field)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUniversalTime()
            : throw new InvalidInputException(field, $"'{field}' must be an RFC 3339 time such as 2026-11-22T03:00:00Z.");
    }

    /// <summary>Whole minutes within a range.</summary>
    public static TimeSpan Minutes(int? minutes, string field, int least, int most) => minutes is { } given && given >= least && given <= most
        ? TimeSpan.FromMinutes(given)
        : throw new InvalidInputException(field, $"'{field}' must be between {least} and {most} minutes.");

    public static int Limit(int? limit, int standard, int most) => limit switch
    {
        null => standard,
        < 1 => throw new InvalidInputException("limit", "'limit' must be at least 1."),
        _ => Math.Min(limit.Value, most),
    };

    public static T Choice<T>(string? text, string field) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(Kebab(value), text, StringComparison.OrdinalIgnoreCase)) return value;
        }
        throw new InvalidInputException(field, $"'{field}' must be one of {string.Join(", ", Enum.GetValues<T>().Select(v => Kebab(v)))}.");
    }

    public static string Kebab<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

/// <summary>A point on the map, WGS 84 degrees.</summary>
/// <param name="Lat">-90 to 90.</param>
/// <param name="Lon">-180 to 180.</param>
public sealed record PositionBody(double Lat, double Lon);
