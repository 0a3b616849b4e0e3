using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>Turns a watch into what is stored and back.</summary>
internal static class WatchShelf
{
    public static StoredWatch Store(CameraWatch watch, int version) => new()
    {
        Version = version,
        Zones = [.. watch.Zones.Select(CameraRules.Store)],
        Lines = [.. watch.Lines.Select(line => new StoredLine { Name = line.Name, Points = [line.From.X, line.From.Y, line.To.X, line.To.Y] })],
        Behaviours = [.. watch.Behaviours.Select(behaviour => new StoredBehaviour
        {
            Type = behaviour.Type, Areas = [.. behaviour.Areas], Severity = behaviour.Severity, Hours = Store(behaviour.Hours), Options = behaviour.Options,
        })],
        PrivacyHours = Store(watch.PrivacyHours),
    };

    public static CameraWatch Read(StoredWatch stored) => new(
        [.. stored.Zones.Select(CameraRules.ToZone)],
        [.. stored.Lines.Select(line => new CameraLine(line.Name, new(line.Points[0], line.Points[1]), new(line.Points[2], line.Points[3])))],
        [.. stored.Behaviours.Select(b => new BehaviourSetting(b.Type, b.Areas, b.Severity, Read(b.Hours), b.Options))],
        Read(stored.PrivacyHours));

    private static StoredHours[] Store(IReadOnlyList<WeeklyHours> hours) =>
        [.. hours.Select(part => new StoredHours { Days = [.. part.Days], From = Minutes(part.From), To = Minutes(part.To) })];

    private static WeeklyHours[] Read(StoredHours[] stored) =>
        [.. stored.Select(part => new WeeklyHours(part.Days, Time(part.From), Time(part.To)))];

    private static int Minutes(TimeOnly time) => (time.Hour * 60) + time.Minute;

    private static TimeOnly Time(int minutes) => new(minutes / 60, minutes % 60);
}
