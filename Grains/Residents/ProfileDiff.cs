using System.Globalization;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Residents;

/// <summary>What differs between two profiles, field by field, as the history shows it.</summary>
internal static class ProfileDiff
{
    private static readonly (string Field, Func<ResidentProfile, string?> Text)[] Fields =
    [
        ("name", p => p.Name),
        ("birthYear", p => p.BirthYear?.ToString(CultureInfo.InvariantCulture)),
        ("address", p => p.Address),
        ("position", p => p.Position is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at.Lat}, {at.Lon}") : null),
        ("district", p => p.District),
        ("phone", p => p.Phone),
        ("language", p => p.Language),
        ("caseworker", p => p.Caseworker),
        ("contacts", p => p.Contacts.Count == 0 ? null : string.Join("\n", p.Contacts.Select(c => $"{c.Name} ({c.Relation}) {c.Phone}"))),
        ("conditions", p => p.Conditions),
        ("notes", p => p.Notes),
        ("access", p => p.Access),
        ("quietHours", p => p.QuietHours is { } quiet ? $"{quiet.From:HH\\:mm}–{quiet.To:HH\\:mm}" : null),
    ];

    public static IReadOnlyList<FieldChange> Between(ResidentProfile? before, ResidentProfile after)
    {
        var changes = new List<FieldChange>();
        foreach (var (field, text) in Fields)
        {
            var (was, becomes) = (before is null ? null : Blank(text(before)), Blank(text(after)));
            if (was != becomes) changes.Add(new FieldChange(field, was, becomes));
        }
        return changes;
    }

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
