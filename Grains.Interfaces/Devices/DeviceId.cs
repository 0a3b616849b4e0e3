using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace SafetyHub.Devices;

/// <summary>A device's id as it stands in topics and in the API: <c>^[a-z0-9][a-z0-9_-]{0,62}$</c>.</summary>
[GenerateSerializer, Immutable, Alias("hub.DeviceId")]
public readonly partial record struct DeviceId
{
    private DeviceId(string value) => Value = value;

    /// <summary>The text of the id.</summary>
    [Id(0)] public string Value { get; }

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">The text is not a device id.</exception>
    public static DeviceId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a device id: it must match {Pattern}");

    /// <summary>Reads an id, or says that the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DeviceId id)
    {
        var valid = text is not null && Form().IsMatch(text);
        id = valid ? new DeviceId(text!) : default;
        return valid;
    }

    /// <summary>The form of an id, as the device contract states it.</summary>
    public const string Pattern = "^[a-z0-9][a-z0-9_-]{0,62}$";

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,62}\\z")]
    private static partial Regex Form();
}
