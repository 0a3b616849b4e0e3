using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>The commands of the device contract and the form of their data, as data. <c>listen</c> is not among them and never will be.</summary>
internal static class CommandRules
{
    /// <summary>Largest data of a command, in bytes.</summary>
    public const int MaxDataBytes = 4096;

    /// <summary>A command without a time of expiry lapses after this.</summary>
    public static TimeSpan DefaultLife { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest life of a command.</summary>
    public static TimeSpan LongestLife { get; } = TimeSpan.FromDays(7);

    private static readonly FrozenDictionary<string, ImmutableArray<FieldRule>> FieldsByType =
        new Dictionary<string, ImmutableArray<FieldRule>>(StringComparer.Ordinal)
        {
            ["say"] = [FieldRule.Text("text", 500), FieldRule.OneOf("language", "ko", "en"), FieldRule.Number("volume", 0, 100) with { Optional = true }],
            ["check-in"] = [FieldRule.Text("question", 500), FieldRule.Number("waitSeconds", 5, 600), FieldRule.Number("attempts", 1, 3), FieldRule.Flag("gently") with { Optional = true }],
            ["remind"] = [FieldRule.Text("what", 500), FieldRule.Time("at")],
            ["call"] = [FieldRule.Text("to", 64)],
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Why a request is refused, or <see cref="CommandRefusal.None"/>.</summary>
    public static (CommandRefusal Refusal, string? Detail) Check(CommandRequest request, DateTimeOffset now)
    {
        if (!FieldsByType.TryGetValue(request.Type, out var fields))
        {
            return (CommandRefusal.UnknownType, $"There is no command '{Shorten(request.Type)}'; there are {string.Join(", ", FieldsByType.Keys.Order())}");
        }
        if (FaultOf(request.DataJson, fields) is { } fault) return (CommandRefusal.BadData, fault);
        if (request.ExpiresAt is { } expiry && (expiry <= now || expiry > now + LongestLife))
        {
            return (CommandRefusal.BadExpiry, "The time of expiry must lie in the future and at most 7 days ahead");
        }
        return (CommandRefusal.None, null);
    }

    private static string? FaultOf(string json, ImmutableArray<FieldRule> fields)
    {
        if (Encoding.UTF8.GetByteCount(json) > MaxDataBytes) return $"The data must have at most {MaxDataBytes} bytes";
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return "The data must be a JSON object";
            foreach (var field in fields)
            {
                if (field.FaultIn(document.RootElement) is { } fault) return fault;
            }
            return null;
        }
        catch (JsonException)
        {
            return "The data must be a JSON object";
        }
    }

    private static string Shorten(string text) => text.Length <= 64 ? text : text[..64];

    /// <summary>The form of one field.</summary>
    private sealed record FieldRule(string Name, Func<JsonElement, bool> Fits, string Form)
    {
        public bool Optional { get; init; }

        public static FieldRule Text(string name, int characters) => new(
            name,
            value => value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) && text.Length <= characters,
            $"a text of 1 to {characters} characters");

        public static FieldRule OneOf(string name, params string[] values) => new(
            name, value => value.ValueKind == JsonValueKind.String && values.Contains(value.GetString()), string.Join(" or ", values));

        public static FieldRule Number(string name, int least, int most) => new(
            name,
            value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most,
            string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));

        public static FieldRule Flag(string name) => new(name, value => value.ValueKind is JsonValueKind.True or JsonValueKind.False, "true or false");

        public static FieldRule Time(string name) => new(
            name, value => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out _), "a time with an offset (RFC 3339)");

        public string? FaultIn(JsonElement data)
        {
            var present = data.TryGetProperty(Name, out var value);
            if (!present && Optional) return null;
            return present && Fits(value) ? null : $"The field '{Name}' must be {Form}";
        }
    }
}
