using System.Globalization;
using SafetyHub.Dashboard.Api;
using SafetyHub.Residents;

namespace SafetyHub.Dashboard.Residents;

/// <summary>The fields of the edit page as a browser sends them.</summary>
internal sealed class ResidentForm
{
    public bool IsNew { get; set; }
    public int Version { get; set; }
    public string? Id { get; set; }
    public string? Name { get; set; }
    public string? BirthYear { get; set; }
    public string? Address { get; set; }
    public string? District { get; set; }
    public string? Position { get; set; }
    public string? Phone { get; set; }
    public string? Caseworker { get; set; }
    public string? Language { get; set; }
    public string? QuietHours { get; set; }
    public string? Conditions { get; set; }
    public string? Access { get; set; }
    public string? Notes { get; set; }
    public string? Reason { get; set; }
    public IReadOnlyList<string> ContactName { get; set; } = [];
    public IReadOnlyList<string> ContactRelation { get; set; } = [];
    public IReadOnlyList<string> ContactPhone { get; set; } = [];

    public static ResidentForm? Of(ResidentSheet? sheet) => sheet is null ? null : new ResidentForm
    {
        Id = sheet.Id, Version = sheet.Version, Name = sheet.Profile?.Name, BirthYear = sheet.Profile?.BirthYear?.ToString(CultureInfo.InvariantCulture),
        Address = sheet.Profile?.Address, District = sheet.Profile?.District, Phone = sheet.Profile?.Phone, Caseworker = sheet.Profile?.Caseworker,
        Position = sheet.Profile?.Position is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at.Lat}, {at.Lon}") : null,
        Language = sheet.Profile?.Language, QuietHours = ResidentInput.Text(sheet.Profile?.QuietHours), Conditions = sheet.Profile?.Conditions,
        Access = sheet.Profile?.Access, Notes = sheet.Profile?.Notes,
        ContactName = [.. sheet.Profile?.Contacts.Select(contact => contact.Name) ?? []],
        ContactRelation = [.. sheet.Profile?.Contacts.Select(contact => contact.Relation) ?? []],
        ContactPhone = [.. sheet.Profile?.Contacts.Select(contact => contact.Phone) ?? []],
    };

    public static ResidentForm Of(Microsoft.AspNetCore.Http.IFormCollection form) => new()
    {
        IsNew = form[nameof(IsNew)] == "true", Version = int.TryParse(form[nameof(Version)], CultureInfo.InvariantCulture, out var version) ? version : 0,
        Id = form[nameof(Id)], Name = form[nameof(Name)], BirthYear = form[nameof(BirthYear)], Address = form[nameof(Address)], District = form[nameof(District)],
        Position = form[nameof(Position)], Phone = form[nameof(Phone)], Caseworker = form[nameof(Caseworker)], Language = form[nameof(Language)],
        QuietHours = form[nameof(QuietHours)], Conditions = form[nameof(Conditions)], Access = form[nameof(Access)], Notes = form[nameof(Notes)], Reason = form[nameof(Reason)],
        ContactName = Texts(form, nameof(ContactName)), ContactRelation = Texts(form, nameof(ContactRelation)), ContactPhone = Texts(form, nameof(ContactPhone)),
    };

    public (string? Name, string? Relation, string? Phone) ContactAt(int index) =>
        (ContactName.ElementAtOrDefault(index), ContactRelation.ElementAtOrDefault(index), ContactPhone.ElementAtOrDefault(index));

    /// <exception cref="InvalidInputException">A field is wrong.</exception>
    public ResidentProfile ToProfile(DateTimeOffset now) => ResidentInput.Profile(
        new ResidentBody(
            Name, Text(District), ToPosition(), Text(Address), Text(Phone), Language, Text(Caseworker), ToYear(), ToContacts(), Conditions ?? "", Notes ?? "", Access ?? "",
            QuietHours ?? ""),
        before: null, now);

    private int ToYear() => Text(BirthYear) is not { } text ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year > 0 ? year
        : throw new InvalidInputException("birthYear", "'birthYear' must be a year such as 1941.");

    private PositionBody? ToPosition()
    {
        if (Text(Position) is not { } text) return null;
        var parts = text.Split(',');
        return parts.Length == 2 && Degrees(parts[0]) is { } lat && Degrees(parts[1]) is { } lon
            ? new PositionBody(lat, lon)
            : throw new InvalidInputException("position", "'position' must be latitude and longitude such as 37.63461, 126.83277.");
    }

    private List<ContactBody> ToContacts() =>
        [.. Enumerable.Range(0, ResidentProfile.MostContacts).Select(ContactAt).Where(c => Text(c.Name) is not null || Text(c.Phone) is not null || Text(c.Relation) is not null)
            .Select(c => new ContactBody(c.Name, c.Relation, c.Phone))];

    private static double? Degrees(string text) => double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static IReadOnlyList<string> Texts(Microsoft.AspNetCore.Http.IFormCollection form, string name) =>
        [.. form[name].Take(ResidentProfile.MostContacts).Select(text => text ?? "")];
}
