using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace SafetyHub.Incidents;

/// <summary>An incident's id, derived from subject, category and first signal: the same signal can never open two incidents.</summary>
[GenerateSerializer, Immutable, Alias("hub.IncidentId")]
public readonly record struct IncidentId
{
    private static readonly SearchValues<char> Base32 = SearchValues.Create("abcdefghijklmnopqrstuvwxyz234567");

    private IncidentId(string value) => Value = value;

    /// <summary>The text of the id: <c>inc_</c> and 26 characters of <c>[a-z2-7]</c>.</summary>
    [Id(0)] public string Value { get; }

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">The text is not an incident id.</exception>
    public static IncidentId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not an incident id");

    /// <summary>Reads an id, or says that the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out IncidentId id)
    {
        var valid = text is { Length: 30 } && text.StartsWith("inc_", StringComparison.Ordinal)
            && !text.AsSpan(4).ContainsAnyExcept(Base32);
        id = valid ? new IncidentId(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
