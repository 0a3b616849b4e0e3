using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Monitoring.Walls;

/// <summary>A wall on a clock that tests turn by hand.</summary>
internal sealed class WallStage
{
    private int _incidents;

    public WallStage(int cameras, int size = 9, WallOptions? options = null)
    {
        Options = options ?? new WallOptions();
        Board = new WallBoard(Options) { ChosenSize = size };
        Board.Assign([.. Enumerable.Range(0, cameras).Select(Camera).Select(camera => new WatchedCamera(camera, null, null, null, null))], Now);
    }

    public WallOptions Options { get; }

    public WallBoard Board { get; }

    public DateTimeOffset Now { get; private set; } = new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<WallTile> Tiles => WallPainter.Tiles(Board, Now, Options);

    /// <summary>Cameras stand 100 m apart on a line.</summary>
    public static RoomCamera Camera(int number) => new(
        Id(number), $"Camera {number}", new SubjectRef(SubjectKind.Place, $"place-{number}"), $"Place {number}", "deogyang-gu", new GeoPoint(37.6, 126.8 + (number * 0.00113)));

    public static DeviceId Id(int number) => DeviceId.Parse($"cam-{number}");

    public void Step(double seconds = 1)
    {
        Now += TimeSpan.FromSeconds(seconds);
        Board.Choose(Now);
    }

    public CameraNotice Happen(int camera, Severity? severity, string type = "loitering", string? owner = null, double lasts = double.PositiveInfinity)
    {
        var incident = severity is null ? (IncidentId?)null : Incident(_incidents++);
        var notice = new CameraNotice(
            Id(camera), incident?.Value ?? "seen:" + type, incident, type, severity, 0.7, Now, Now, double.IsFinite(lasts) ? Now + TimeSpan.FromSeconds(lasts) : null, owner, false, []);
        Board.Set(notice);
        return notice;
    }

    public bool IsUp(int camera) => Board.Find(Id(camera))!.Slot >= 0;

    public WallEntry Entry(int camera) => Board.Find(Id(camera))!;

    public static IncidentId Incident(int number)
    {
        var letters = new char[26];
        for (var i = 0; i < letters.Length; i++, number /= 26) letters[i] = (char)('a' + (number % 26));
        return IncidentId.Parse("inc_" + new string(letters));
    }
}
