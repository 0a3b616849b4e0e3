using System.Globalization;
using SafetyHub.Residents;

namespace SafetyHub.Dashboard.Api;

/// <summary>
/// A resident's record as the API takes it. Of the fields after <paramref name="Caseworker"/>, one that is absent or null stays as it is; an empty text, an empty
/// list or 0 takes it away.
/// </summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="District">District id, at most 64 characters.</param>
/// <param name="Position">Where the home is.</param>
/// <param name="Address">Postal address for responders, at most 300 characters.</param>
/// <param name="Phone">At most 32 characters.</param>
/// <param name="Language"><c>ko</c> (default) or <c>en</c>.</param>
/// <param name="Caseworker">Id of the caseworker in charge.</param>
/// <param name="BirthYear">1900 to now.</param>
/// <param name="Contacts">Whom to call, in order; at most 10. A record is complete from 3 on.</param>
/// <param name="Conditions">For responders, at most 1,000 characters.</param>
/// <param name="Notes">For responders, at most 1,000 characters.</param>
/// <param name="Access">How to get in, at most 500 characters.</param>
/// <param name="QuietHours"><c>22:00-07:00</c>, local time.</param>
/// <param name="Reason">Why, when it corrects a mistake; at most 300 characters.</param>
/// <param name="IfVersion">The version the change was made on; another one is a 409. 0: only when there is no record.</param>
public sealed record ResidentBody(
    string? Name, string? District, PositionBody? Position, string? Address, string? Phone, string? Language, string? Caseworker, int? BirthYear = null,
    IReadOnlyList<ContactBody>? Contacts = null, string? Conditions = null, string? Notes = null, string? Access = null, string? QuietHours = null, string? Reason = null,
    int? IfVersion = null);

/// <summary>Somebody to call.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Relation">At most 50 characters.</param>
/// <param name="Phone">1 to 32 characters.</param>
public sealed record ContactBody(string? Name, string? Relation, string? Phone);

/// <summary>A new status.</summary>
/// <param name="Status"><c>at-home</c>, <c>out</c>, <c>in-hospital</c>, <c>moved</c> or <c>died</c>.</param>
/// <param name="Since">Since when, RFC 3339; absent: now.</param>
/// <param name="Note">At most 300 characters.</param>
public sealed record StatusBody(string? Status, string? Since, string? Note);

/// <summary>What was said about a purpose.</summary>
/// <param name="Given">Yes, or no.</param>
/// <param name="By">Who said it and where that is on paper, 1 to 200 characters.</param>
/// <param name="At">When, RFC 3339; absent: now.</param>
public sealed record ConsentBody(bool? Given, string? By, string? At);

/// <summary>The record that stays.</summary>
/// <param name="Into">Its id.</param>
/// <param name="Reason">Why they are the same person, 1 to 300 characters.</param>
public sealed record MergeBody(string? Into, string? Reason);

/// <summary>A consent as the API gives it.</summary>
public sealed record ConsentView(ConsentPurpose Purpose, bool Given, DateTimeOffset At, string Actor, string? By);

/// <summary>
/// A resident's record as the API gives it. Without the right to residents' records, and while no incident about the person is open, everything from
/// <paramref name="BirthYear"/> to <paramref name="Consents"/> is null.
/// </summary>
public sealed record ResidentView(
    string Id, string? Name, string? District, PositionBody? Position, string? Address, string? Phone, string? Language, string? Caseworker, ResidentStatus Status,
    DateTimeOffset? StatusSince, int? BirthYear, IReadOnlyList<ContactBody>? Contacts, string? Conditions, string? Notes, string? Access, string? QuietHours, string? StatusNote,
    IReadOnlyList<ConsentView>? Consents, IReadOnlyList<string>? Missing, IReadOnlyList<string> Devices, IReadOnlyList<string> Aliases, string? MergedInto, int Version,
    DateTimeOffset ChangedAt, DateTimeOffset? EraseAt, DateTimeOffset? ErasedAt)
{
    internal static ResidentView Of(ResidentSheet sheet, SheetDepth depth)
    {
        var (p, whole) = (sheet.Profile, depth == SheetDepth.Whole);
        var responder = depth == SheetDepth.Basic ? null : p;
        return new ResidentView(
            sheet.Id, p?.Name, p?.District, p?.Position is { } at ? new PositionBody(at.Lat, at.Lon) : null, p?.Address, p?.Phone, p?.Language, p?.Caseworker,
            sheet.Standing.Status, sheet.Standing.Since, responder?.BirthYear, responder?.Contacts.Select(c => new ContactBody(c.Name, c.Relation, c.Phone)).ToList(),
            responder?.Conditions, responder?.Notes, responder?.Access, ResidentInput.Text(responder?.QuietHours), depth == SheetDepth.Basic ? null : sheet.Standing.Note,
            whole ? [.. sheet.Consents.Select(c => new ConsentView(c.Purpose, c.Given, c.At, c.Actor, c.By))] : null, whole ? p?.Missing() : null,
            [.. sheet.Devices.Select(device => device.Id.Value)], sheet.Aliases, sheet.MergedInto, sheet.Version, sheet.ChangedAt, sheet.EraseAt, sheet.ErasedAt);
    }
}

/// <summary>How much of a sheet a reader may see.</summary>
internal enum SheetDepth
{
    /// <summary>Name, address, phone: who works at the desk.</summary>
    Basic = 0,
    /// <summary>Also contacts, conditions, how to get in: who responds to an open incident.</summary>
    Responder = 1,
    /// <summary>Everything: supervisors and administrators.</summary>
    Whole = 2,
}

/// <summary>Checks what the API and the pages take of residents.</summary>
internal static class ResidentInput
{
    /// <summary>The profile that a body asks for, on top of what is there.</summary>
    public static ResidentProfile Profile(ResidentBody body, ResidentProfile? before, DateTimeOffset now) => new(
        Input.Text(body.Name, "name", 100), Input.OptionalText(body.District, "district", 64) ?? "", Input.Position(body.Position),
        Input.OptionalText(body.Address, "address", 300), Input.OptionalText(body.Phone, "phone", 32), Language(body.Language),
        string.IsNullOrEmpty(body.Caseworker) ? null : Input.Id(body.Caseworker, "caseworker"))
    {
        BirthYear = body.BirthYear is null ? before?.BirthYear : Year(body.BirthYear.Value, now),
        Contacts = body.Contacts is null ? before?.Contacts ?? [] : Contacts(body.Contacts),
        Conditions = Kept(body.Conditions, before?.Conditions, "conditions", 1_000),
        Notes = Kept(body.Notes, before?.Notes, "notes", 1_000),
        Access = Kept(body.Access, before?.Access, "access", 500),
        QuietHours = body.QuietHours is null ? before?.QuietHours : Quiet(body.QuietHours),
    };

    public static QuietHours? Quiet(string text)
    {
        if (text.Trim().Length == 0) return null;
        var parts = text.Split('-', '~', '–');
        if (parts.Length == 2 && Time(parts[0]) is { } from && Time(parts[1]) is { } to && from != to) return new QuietHours(from, to);
        throw new InvalidInputException("quietHours", "'quietHours' must be two different times of day such as 22:00-07:00.");
    }

    public static string? Text(QuietHours? quiet) => quiet is { } hours ? string.Create(CultureInfo.InvariantCulture, $"{hours.From:HH\\:mm}-{hours.To:HH\\:mm}") : null;

    private static int? Year(int year, DateTimeOffset now) => year == 0 ? null
        : year >= 1900 && year <= now.Year ? year
        : throw new InvalidInputException("birthYear", "'birthYear' must lie between 1900 and now.");

    private static IReadOnlyList<ResidentContact> Contacts(IReadOnlyList<ContactBody> bodies)
    {
        if (bodies.Count > ResidentProfile.MostContacts) throw new InvalidInputException("contacts", $"There may be at most {ResidentProfile.MostContacts} contacts.");
        return [.. bodies.Select(c => new ResidentContact(
            Input.Text(c.Name, "contacts.name", 100), Input.OptionalText(c.Relation, "contacts.relation", 50) ?? "", Input.Text(c.Phone, "contacts.phone", 32)))];
    }

    private static string? Kept(string? text, string? before, string field, int longest) => text is null ? before
        : Input.OptionalText(text, field, longest) is { Length: > 0 } kept ? kept : null;

    private static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text.Trim(), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static string Language(string? text) => text switch
    {
        null or "" or "ko" => "ko",
        "en" => "en",
        _ => throw new InvalidInputException("language", "'language' must be ko or en."),
    };
}
