using System.Text.Json;
using System.Text.RegularExpressions;
using SafetyHub.DeviceBridge.Mqtt.Codecs;

namespace SafetyHub.DeviceBridge.Adapters.Frigate;

/// <summary>Reads Frigate's tracked objects and review items. Only <c>after</c> counts; <c>before</c> was told by the message before.</summary>
internal static partial class FrigateDecoder
{
    private const int MostTexts = 32;
    private const int LongestName = 128;

    public static ForeignReading ReadEvent(JsonElement root)
    {
        var phase = Phase(root);
        var seen = ForeignJson.Object(root, "after");
        var id = Id(seen);
        return new Sighting
        {
            Camera = Camera(seen),
            On = FrigateProtocol.Events,
            Key = id,
            Property = id,
            Phase = phase,
            At = Time(ForeignJson.Number(seen, "frame_time") ?? ForeignJson.Required(ForeignJson.Number(seen, "start_time"), "start_time")),
            Labels = [ForeignJson.Required(ForeignJson.Text(seen, "label", LongestName), "label")],
            SubLabels = SubLabel(seen),
            Zones = ForeignJson.Texts(seen, "entered_zones", MostTexts),
            Score = Score(seen),
            FalsePositive = ForeignJson.Flag(seen, "false_positive"),
            PixelBox = Box(seen),
            Track = id,
            SnapshotOf = id,
        };
    }

    public static ForeignReading ReadReview(JsonElement root)
    {
        var phase = Phase(root);
        var item = ForeignJson.Object(root, "after");
        var data = ForeignJson.Object(item, "data");
        var id = Id(item);
        var objects = ForeignJson.Texts(data, "detections", MostTexts).Where(d => IdForm().IsMatch(d));
        return new Sighting
        {
            Camera = Camera(item),
            On = FrigateProtocol.Reviews,
            Key = "r." + id,
            Property = "r." + id,
            Phase = phase,
            At = Time(ForeignJson.Required(ForeignJson.Number(item, "start_time"), "start_time")),
            // An object with a sub label stands there a second time as "{label}-verified".
            Labels = [.. ForeignJson.Texts(data, "objects", MostTexts).Select(o => o.EndsWith("-verified", StringComparison.Ordinal) ? o[..^9] : o).Distinct(StringComparer.Ordinal)],
            SubLabels = ForeignJson.Texts(data, "sub_labels", MostTexts),
            Zones = ForeignJson.Texts(data, "zones", MostTexts),
            Level = Level(item),
            Track = id,
            SnapshotOf = objects.FirstOrDefault(),
        };
    }

    private static SightingPhase Phase(JsonElement root) => ForeignJson.Required(ForeignJson.Text(root, "type", 16), "type") switch
    {
        "new" => SightingPhase.Begins,
        "update" => SightingPhase.GoesOn,
        "end" => SightingPhase.Ends,
        _ => throw new RejectedPayloadException(RejectionCause.BadRange, "'type' must be new, update or end"),
    };

    private static string Level(JsonElement item) => ForeignJson.Required(ForeignJson.Text(item, "severity", 32), "severity") switch
    {
        "alert" => "alert",
        "detection" => "detection",
        // Later versions mark significant motion without an object; no rule asks for it.
        var other => other,
    };

    private static string Id(JsonElement seen)
    {
        var id = ForeignJson.Required(ForeignJson.Text(seen, "id", 64), "id");
        return IdForm().IsMatch(id) ? id : throw new RejectedPayloadException(RejectionCause.BadId, "'id' must be 1 to 64 characters of A-Z a-z 0-9 _ . -");
    }

    private static string Camera(JsonElement seen) => ForeignJson.Required(ForeignJson.Text(seen, "camera", LongestName), "camera");

    /// <summary>Null, a text (0.14), or [name, score].</summary>
    private static IReadOnlyList<string> SubLabel(JsonElement seen)
    {
        if (ForeignJson.Field(seen, "sub_label") is not { } value) return [];
        if (value.ValueKind == JsonValueKind.String) return [ForeignJson.Short(value.GetString()!, "sub_label", LongestName)];
        return [.. ForeignJson.Texts(seen, "sub_label", 2).Take(1)];
    }

    private static double? Score(JsonElement seen)
    {
        var score = ForeignJson.Number(seen, "top_score") ?? ForeignJson.Number(seen, "score");
        return score is null ? null : Math.Clamp(score.Value, 0, 1);
    }

    private static double[]? Box(JsonElement seen)
    {
        if (ForeignJson.Field(seen, "box") is not { ValueKind: JsonValueKind.Array } box || box.GetArrayLength() != 4) return null;
        var sides = new double[4];
        for (var i = 0; i < 4; i++)
        {
            if (box[i].ValueKind != JsonValueKind.Number || !box[i].TryGetDouble(out sides[i]) || !double.IsFinite(sides[i])) return null;
        }
        return sides;
    }

    /// <summary>Unix seconds with a fraction; microseconds are as much as a double of today's seconds holds.</summary>
    private static DateTimeOffset Time(double seconds)
    {
        if (seconds is < 0 or > 32_503_680_000) throw new RejectedPayloadException(RejectionCause.BadRange, "A time lies outside of 1970 to 3000");
        return DateTimeOffset.UnixEpoch.AddMicroseconds(Math.Round(seconds * 1_000_000));
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,64}\z")]
    private static partial Regex IdForm();
}
