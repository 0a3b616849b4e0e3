using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.SimulatedRoom;

/// <summary>Cameras, places and homes, drawn at random in clusters over three districts.</summary>
internal sealed class City
{
    private static readonly (string Name, double Lat, double Lon)[] Districts =
        [("deogyang-gu", 37.640, 126.835), ("ilsandong-gu", 37.665, 126.775), ("ilsanseo-gu", 37.680, 126.750)];

    public City(RoomAssumptions assume, Random random)
    {
        var clusters = Enumerable.Range(0, 90).Select(i => (District: i % 3, North: Around(random, 0.02), East: Around(random, 0.025))).ToArray();
        var places = (int)(assume.Cameras / assume.CamerasPerPlace);
        Cameras = [.. Enumerable.Range(0, assume.Cameras).Select(i => CameraAt(i, i % places, clusters))];
        Homes = [.. Enumerable.Range(0, assume.Homes).Select(i =>
        {
            var cluster = clusters[random.Next(clusters.Length)];
            var district = Districts[cluster.District];
            return new Home(new SubjectRef(SubjectKind.Resident, $"home-{i:0000}"), district.Name, new GeoPoint(district.Lat + cluster.North + Around(random, 0.006), district.Lon + cluster.East + Around(random, 0.008)));
        })];
        Offenders = [.. Cameras.OrderBy(_ => random.Next()).Take((int)(assume.Cameras * assume.OffenderShare))];
        InStorm = [.. Cameras.OrderBy(_ => random.Next()).Take((int)(assume.Cameras * assume.StormShare))];
    }

    public IReadOnlyList<RoomCamera> Cameras { get; }

    public IReadOnlyList<Home> Homes { get; }

    /// <summary>Cameras that cry wolf.</summary>
    public IReadOnlyList<RoomCamera> Offenders { get; }

    /// <summary>Cameras that the storm shakes.</summary>
    public IReadOnlyList<RoomCamera> InStorm { get; }

    private static RoomCamera CameraAt(int number, int place, (int District, double North, double East)[] clusters)
    {
        // Drawn from the place's number, so that all cameras of a place stand together.
        var own = new Random(place * 7919);
        var cluster = clusters[own.Next(clusters.Length)];
        var district = Districts[cluster.District];
        var position = new GeoPoint(district.Lat + cluster.North + Around(own, 0.005), district.Lon + cluster.East + Around(own, 0.006));
        return new RoomCamera(
            DeviceId.Parse($"cam-{number:0000}"), $"Camera {number}", new SubjectRef(SubjectKind.Place, $"place-{place:0000}"), $"Place {place}", district.Name, position);
    }

    private static double Around(Random random, double by) => ((random.NextDouble() * 2) - 1) * by;
}

/// <summary>A home in care.</summary>
internal sealed record Home(SubjectRef Subject, string District, GeoPoint Position);
