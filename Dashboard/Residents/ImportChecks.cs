using System.Globalization;
using SafetyHub.Dashboard.Api;
using SafetyHub.Devices;
using SafetyHub.Residents;

namespace SafetyHub.Dashboard.Residents;

/// <summary>What is wrong with the cells of a row, and the profile they make.</summary>
internal static class ImportChecks
{
    private const int FirstBirthYear = 1900;

    public static IEnumerable<ImportFault> Of(int line, IReadOnlyDictionary<string, string> cells, IReadOnlyCollection<string> districts, int year)
    {
        ImportFault Fault(string field, string code, params object[] arguments) => new(line, field, code, arguments);
        string Value(string field) => cells.GetValueOrDefault(field, "");
        if (!DeviceId.TryParse(Value(ResidentColumn.Id), out _)) yield return Fault(ResidentColumn.Id, Value(ResidentColumn.Id).Length == 0 ? "required" : "id-form");
        if (Value("name").Length == 0) yield return Fault("name", "required");
        if (Value("birthYear").Length > 0 && !(Whole(Value("birthYear")) is { } born && born >= FirstBirthYear && born <= year)) yield return Fault("birthYear", "year", FirstBirthYear, year);
        if (Value("district").Length > 0 && !districts.Contains(Value("district"))) yield return Fault("district", "district", string.Join(", ", districts));
        if (Value("lat").Length == 0 != (Value("lon").Length == 0)) yield return Fault("lat", "half-position");
        if (Value("lat").Length > 0 && !InRange(Value("lat"), 90)) yield return Fault("lat", "degrees", 90);
        if (Value("lon").Length > 0 && !InRange(Value("lon"), 180)) yield return Fault("lon", "degrees", 180);
        if (Value("language") is not ("" or "ko" or "en")) yield return Fault("language", "language");
        if (Value("caseworker").Length > 0 && !DeviceId.TryParse(Value("caseworker"), out _)) yield return Fault("caseworker", "id-form");
        if (!IsQuiet(Value("quietHours"))) yield return Fault("quietHours", "quiet");
        for (var i = 1; i <= ResidentProfile.MostContacts; i++)
        {
            var field = ContactField(i);
            if (Value(field).Length > 0 && Contact(Value(field)) is null) yield return Fault(field, "contact");
        }
    }

    /// <summary>The profile after the row, on top of what is there: a column that the file lacks changes nothing, an empty cell takes away.</summary>
    public static ResidentProfile Profile(ImportRow row, ResidentProfile? before)
    {
        string? Value(string field, string? kept) => row.Cells.TryGetValue(field, out var cell) ? cell.Length == 0 ? null : cell : kept;
        return new ResidentProfile(
            row.Cells["name"], Value("district", before?.District) ?? "", Position(row, before?.Position), Value("address", before?.Address), Value("phone", before?.Phone),
            Value("language", before?.Language) ?? "ko", Value("caseworker", before?.Caseworker))
        {
            BirthYear = row.Cells.TryGetValue("birthYear", out var born) ? Whole(born) : before?.BirthYear,
            Contacts = Contacts(row, before),
            Conditions = Value("conditions", before?.Conditions),
            Notes = Value("notes", before?.Notes),
            Access = Value("access", before?.Access),
            QuietHours = row.Cells.TryGetValue("quietHours", out var quiet) ? ResidentInput.Quiet(quiet) : before?.QuietHours,
        };
    }

    private static GeoPoint? Position(ImportRow row, GeoPoint? before)
    {
        if (!row.Cells.TryGetValue("lat", out var lat) || !row.Cells.TryGetValue("lon", out var lon)) return before;
        return lat.Length == 0 ? null : new GeoPoint(Degrees(lat) ?? 0, Degrees(lon) ?? 0);
    }

    private static IReadOnlyList<ResidentContact> Contacts(ImportRow row, ResidentProfile? before)
    {
        var fields = Enumerable.Range(1, ResidentProfile.MostContacts).Select(ContactField).Where(row.Cells.ContainsKey).ToList();
        return fields.Count == 0 ? before?.Contacts ?? [] : [.. fields.Select(field => Contact(row.Cells[field])).OfType<ResidentContact>()];
    }

    private static string ContactField(int number) => string.Create(CultureInfo.InvariantCulture, $"{ResidentColumn.Contact}{number}");

    private static ResidentContact? Contact(string cell)
    {
        var parts = cell.Split(ResidentColumn.ContactSeparator, StringSplitOptions.TrimEntries);
        return parts is [{ Length: >= 1 and <= 100 } name, { Length: <= 50 } relation, { Length: >= 1 and <= 32 } phone] ? new ResidentContact(name, relation, phone) : null;
    }

    private static bool IsQuiet(string text)
    {
        try
        {
            ResidentInput.Quiet(text);
            return true;
        }
        catch (InvalidInputException)
        {
            return false; // the caller names the line and the field
        }
    }

    private static bool InRange(string text, double most) => Degrees(text) is { } value && Math.Abs(value) <= most;

    private static double? Degrees(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
