using System.Globalization;
using System.Text.Json;
using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Api;

/// <summary>Reads the shape of a watch and writes it; its rules are the camera grain's.</summary>
internal static class WatchReader
{
    // Beyond this nothing is even built; the grain's own bounds are lower.
    private const int Most = 64;

    public static CameraWatch Read(CameraWatchBody body) => new(
        Each(body.Zones, "zones", (zone, at) => new CameraZone(Input.Text(zone.Name, at + ".name", 64), Polygon(zone.Polygon, at + ".polygon"))),
        Each(body.Lines, "lines", (line, at) => new CameraLine(Input.Text(line.Name, at + ".name", 64), Point(line.From, at + ".from"), Point(line.To, at + ".to"))),
        Each(body.Behaviours, "behaviours", Behaviour),
        Hours(body.PrivacyHours, "privacyHours"));

    public static CameraWatchView View(CameraSettings settings)
    {
        var watch = settings.Watch;
        var told = settings.Condition is { } condition && settings.Source is { } source && condition.Version == source.Version ? condition : null;
        return new CameraWatchView(
            settings.WatchVersion,
            [.. watch.Zones.Select(zone => new ZoneBody(zone.Name, [.. zone.Polygon.Select(Pair)]))],
            [.. watch.Lines.Select(line => new LineBody(line.Name, Pair(line.From), Pair(line.To)))],
            [.. watch.Behaviours.Select(Body)], Body(watch.PrivacyHours), told is not null, told?.WatchFaults ?? []);
    }

    private static BehaviourSetting Behaviour(BehaviourBody body, string at)
    {
        var options = body.Options is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given ? given.GetRawText() : null;
        return new BehaviourSetting(
            Input.Text(body.Type, at + ".type", 64), Each(body.Areas, at + ".areas", (area, field) => Input.Text(area, field, 64)),
            body.Severity is null ? null : Input.Choice<Severity>(body.Severity, at + ".severity"), Hours(body.Hours, at + ".hours"), options);
    }

    private static WeeklyHours[] Hours(IReadOnlyList<HoursBody>? bodies, string field) =>
        Each(bodies, field, (body, at) => new WeeklyHours(
            Each(body.Days, at + ".days", Input.Choice<DayOfWeek>), Clock(body.From, at + ".from"), Clock(body.To, at + ".to")));

    private static TOut[] Each<TIn, TOut>(IReadOnlyList<TIn>? items, string field, Func<TIn, string, TOut> read)
    {
        if (items is null) return [];
        if (items.Count > Most) throw new InvalidInputException(field, $"'{field}' has at most {Most} entries.");
        if (items.Any(item => item is null)) throw new InvalidInputException(field, $"'{field}' has an entry that is null.");
        return [.. items.Select((item, i) => read(item, $"{field}[{i}]"))];
    }

    private static ZonePoint[] Polygon(IReadOnlyList<IReadOnlyList<double>>? polygon, string field)
    {
        if (polygon is null) throw new InvalidInputException(field, "A polygon is a list of points [x, y].");
        var points = Each(polygon, field, Point);
        return ZonePolygon.Fault(points) is { } fault ? throw new InvalidInputException(field, $"A zone {fault}.") : points;
    }

    private static ZonePoint Point(IReadOnlyList<double>? pair, string field) =>
        pair is [var x, var y] ? new ZonePoint(x, y) : throw new InvalidInputException(field, "A point is [x, y].");

    private static TimeOnly Clock(string? text, string field) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? time
        : throw new InvalidInputException(field, $"'{field}' must be a time of day such as 22:00.");

    private static BehaviourBody Body(BehaviourSetting setting) => new(
        setting.Type, setting.Areas, setting.Severity is { } severity ? Input.Kebab(severity) : null, Body(setting.Hours),
        setting.Options is { } options ? JsonSerializer.Deserialize<JsonElement>(options) : null);

    private static HoursBody[] Body(IReadOnlyList<WeeklyHours> hours) =>
        [.. hours.Select(part => new HoursBody([.. part.Days.Select(Input.Kebab)], Text(part.From), Text(part.To)))];

    private static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static double[] Pair(ZonePoint point) => [point.X, point.Y];
}
