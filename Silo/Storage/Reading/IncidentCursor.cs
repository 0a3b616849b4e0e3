using System.Buffers.Text;
using System.Globalization;
using System.Text;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Storage;

/// <summary>Where a page of incidents ended: opening time and id of its last one. Callers see an opaque text.</summary>
internal readonly record struct IncidentCursor(long OpenedAt, string Id)
{
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(OpenedAt.ToString(CultureInfo.InvariantCulture) + "/" + Id));

    /// <summary>Reads a cursor.</summary>
    /// <exception cref="FormatException">The text is no cursor of this hub.</exception>
    public static IncidentCursor Parse(string text)
    {
        try
        {
            var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('/');
            if (parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var at) && IncidentId.TryParse(parts[1], out _)) return new(at, parts[1]);
        }
        catch (FormatException)
        {
            // The same answer as for a text that decodes to something else, below.
        }
        throw new FormatException("The cursor is not one of this hub");
    }
}
