using System.Globalization;
using SafetyHub.Dashboard.Api;
using SafetyHub.Residents;

namespace SafetyHub.Dashboard.Residents;

/// <summary>A column of the file of residents.</summary>
/// <param name="Key">English header, and the field's name in the API.</param>
/// <param name="Korean">Korean header.</param>
/// <param name="Longest">Most characters of a cell.</param>
/// <param name="Text">What an export writes.</param>
internal sealed record ResidentColumn(string Key, string Korean, int Longest, Func<ResidentSheet, string?> Text)
{
    public const string Id = "id";
    public const string Contact = "contact";

    /// <summary>Separates name, relation and phone in a contact's cell.</summary>
    public const char ContactSeparator = '|';

    /// <summary>True for columns that an export writes and an import leaves alone: they are changed by acts with an author, not by a file.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Every column, in the order of an export.</summary>
    public static IReadOnlyList<ResidentColumn> All { get; } =
    [
        new(Id, "대상자ID", 63, s => s.Id),
        new("name", "이름", 100, s => s.Profile?.Name),
        new("birthYear", "출생연도", 4, s => s.Profile?.BirthYear?.ToString(CultureInfo.InvariantCulture)),
        new("district", "구", 64, s => s.Profile?.District),
        new("address", "주소", 300, s => s.Profile?.Address),
        new("lat", "위도", 20, s => s.Profile?.Position?.Lat.ToString(CultureInfo.InvariantCulture)),
        new("lon", "경도", 20, s => s.Profile?.Position?.Lon.ToString(CultureInfo.InvariantCulture)),
        new("phone", "전화", 32, s => s.Profile?.Phone),
        new("language", "언어", 2, s => s.Profile?.Language),
        new("caseworker", "담당자ID", 63, s => s.Profile?.Caseworker),
        new("conditions", "질환", 1_000, s => s.Profile?.Conditions),
        new("notes", "메모", 1_000, s => s.Profile?.Notes),
        new("access", "출입방법", 500, s => s.Profile?.Access),
        new("quietHours", "조용한시간", 15, s => ResidentInput.Text(s.Profile?.QuietHours)),
        .. Enumerable.Range(1, ResidentProfile.MostContacts).Select(ContactColumn),
        new("status", "상태", 20, s => Input.Kebab(s.Standing.Status)) { IsReadOnly = true },
    ];

    /// <summary>The column under a header, Korean or English, whatever its case and spaces; null when there is none.</summary>
    public static ResidentColumn? Find(string header)
    {
        var wanted = Fold(header);
        return All.FirstOrDefault(column => Fold(column.Key) == wanted || Fold(column.Korean) == wanted);
    }

    private static ResidentColumn ContactColumn(int number) => new(
        string.Create(CultureInfo.InvariantCulture, $"{Contact}{number}"), string.Create(CultureInfo.InvariantCulture, $"연락처{number}"), 200,
        s => s.Profile?.Contacts.Skip(number - 1).FirstOrDefault() is { } contact
            ? string.Join(ContactSeparator, new[] { contact.Name, contact.Relation, contact.Phone }.Select(part => part.Replace(ContactSeparator, '/')))
            : null);

    private static string Fold(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('_' or '-'))).ToLowerInvariant();
}
