using System.Text.Json;
using System.Text.Json.Serialization;

namespace SafetyHub.DeviceBridge.Video.Evaluation;

/// <summary><c>labels.json</c> as people write it. Nothing is checked here but its form.</summary>
internal sealed record LabelsDocument(WindowDocument? Window, IReadOnlyList<ClipDocument?>? Clips)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <exception cref="LabelsException">It is no such document.</exception>
    public static LabelsDocument Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<LabelsDocument>(File.ReadAllText(path), Form) ?? throw new LabelsException([$"{path} is empty."]);
        }
        catch (JsonException fault)
        {
            throw new LabelsException([$"{path}, line {fault.LineNumber + 1}: not the JSON expected at '{fault.Path}'."]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new LabelsException([$"{path} cannot be read: {fault.Message}"]);
        }
    }
}

/// <summary>Seconds.</summary>
internal sealed record WindowDocument(double? Before, double? After);

/// <summary>One clip; <c>boxes</c> names a file in MOT format.</summary>
internal sealed record ClipDocument(
    string? File, IReadOnlyList<ZoneDocument?>? Zones, IReadOnlyList<LineDocument?>? Lines, IReadOnlyList<string?>? Behaviours, IReadOnlyList<EventDocument?>? Events, string? Boxes);

/// <summary>Points are <c>[x, y]</c>, 0..1.</summary>
internal sealed record ZoneDocument(string? Name, IReadOnlyList<IReadOnlyList<double>?>? Polygon);

/// <summary>Points are <c>[x, y]</c>, 0..1.</summary>
internal sealed record LineDocument(string? Name, IReadOnlyList<double>? From, IReadOnlyList<double>? To);

/// <summary>Seconds from the clip's start.</summary>
internal sealed record EventDocument(string? Type, double? From, double? To);
