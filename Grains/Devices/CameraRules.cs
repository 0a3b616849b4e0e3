using SafetyHub.Bridges;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>Checks a camera's source against the ranges of its contract, and turns it into what is stored and back.</summary>
internal static class CameraRules
{
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public static StoredSource Store(CameraSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(source.ProtectedUrl, nameof(source));
        Must(source.FramesPerSecond is >= 0.2 and <= 30, "The frames per second must lie between 0.2 and 30");
        Must(source.AnalysisWidth is >= 160 and <= 1920, "The analysis width must lie between 160 and 1920 pixels");
        Must(Enum.IsDefined(source.Transport) && Enum.IsDefined(source.Reading) && Enum.IsDefined(source.Decoding), "Transport, reading and decoding must be known");
        Must(source.ForbiddenZones.Count <= ZonePolygon.MostZones, $"A camera has at most {ZonePolygon.MostZones} zones");
        Must(source.ForbiddenZones.Select(zone => zone.Name).Distinct(StringComparer.Ordinal).Count() == source.ForbiddenZones.Count, "The names of the zones must differ");
        return new StoredSource
        {
            ProtectedUrl = source.ProtectedUrl,
            DisplayUrl = source.DisplayUrl,
            FramesPerSecond = source.FramesPerSecond,
            Zones = [.. source.ForbiddenZones.Select(Store)],
            AnalysisWidth = source.AnalysisWidth,
            Transport = source.Transport,
            Reading = source.Reading,
            Decoding = source.Decoding,
            ProtectedSubUrl = source.ProtectedSubUrl,
            DisplaySubUrl = source.DisplaySubUrl,
        };
    }

    public static CameraSource ToSource(StoredSource stored) => new(
        stored.ProtectedUrl, stored.DisplayUrl, stored.FramesPerSecond, [.. stored.Zones.Select(ToZone)], stored.Version)
    {
        AnalysisWidth = stored.AnalysisWidth == 0 ? 640 : stored.AnalysisWidth,
        Transport = stored.Transport,
        Reading = stored.Reading,
        Decoding = stored.Decoding,
        ProtectedSubUrl = stored.ProtectedSubUrl,
        DisplaySubUrl = stored.DisplaySubUrl,
    };

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public static void Check(CameraSite site)
    {
        ArgumentNullException.ThrowIfNull(site);
        Must(site.Site is null || DeviceId.TryParse(site.Site, out _), $"A site's name must match {DeviceId.Pattern}");
        Must(site.Priority is >= 0 and <= 9, "The priority must lie between 0 and 9");
    }

    public static StoredZone Store(CameraZone zone)
    {
        Must(zone.Name is { Length: >= 1 and <= 64 }, "A zone's name must have 1 to 64 characters");
        var fault = ZonePolygon.Fault(zone.Polygon);
        Must(fault is null, $"Zone '{zone.Name}' {fault}");
        return new StoredZone { Name = zone.Name, Points = [.. zone.Polygon.SelectMany(point => new[] { point.X, point.Y })] };
    }

    public static CameraZone ToZone(StoredZone stored) => new(
        stored.Name, [.. stored.Points.Chunk(2).Select(pair => new ZonePoint(pair[0], pair[1]))]);

    private static void Must(bool holds, string otherwise)
    {
        if (!holds) throw new ArgumentException(otherwise);
    }
}
