using SafetyHub.Grains.Monitoring.Walls;

namespace SafetyHub.SimulatedRoom;

/// <summary>Draws the events of a day: daily findings, offenders, a storm, homes, and emergencies that come at once.</summary>
internal sealed class DayOfEvents(RoomAssumptions assume, City city, Random random, DateTimeOffset midnight)
{
    /// <summary>Kinds of finding with their part of all.</summary>
    private static readonly (string Type, double Share)[] Findings =
        [("loitering", 0.45), ("intrusion", 0.25), ("abandoned", 0.12), ("crowd", 0.10), ("camera.blind", 0.03), ("fight", 0.03), ("camera.moved", 0.02)];

    private static readonly string[] HomeTypes = ["device.silent", "inactivity", "meal.missed", "medication.missed", "device.battery-low"];
    private static readonly string[] StormTypes = ["loitering", "intrusion", "abandoned"];

    private readonly List<(double Hour, string Type, RoomCamera? Camera, Home? Home, bool IsTrue, string Because)> _drawn = [];

    /// <summary>All events of the day in order.</summary>
    public IReadOnlyList<SimulatedEvent> Draw()
    {
        Daily();
        Offenders();
        Storm();
        Homes();
        Emergencies();
        return [.. _drawn.OrderBy(e => e.Hour).Select((e, number) => new SimulatedEvent(
            number, midnight + TimeSpan.FromHours(e.Hour), e.Type, e.Camera?.Id, e.Camera?.Place ?? e.Home!.Subject, Confidence(e.IsTrue), e.IsTrue, e.Because))];
    }

    /// <summary>How busy an hour is against the mean: nights are quiet but for loitering, evenings are full.</summary>
    private static double Busy(double hour) => 1 + (0.6 * Math.Sin((hour - 10) / 24 * 2 * Math.PI));

    private void Daily()
    {
        foreach (var (type, share) in Findings)
        {
            var count = assume.Cameras * assume.FindingsPerCameraDay * share;
            for (var i = 0; i < count; i++) Add(type, Hour(), Camera(), random.NextDouble() < assume.TrueShare, "daily");
        }
        Many("fall", assume.FallsPerDay, isTrue: true);
        Many("fall", assume.FalseFallsPerCameraDay * assume.Cameras, isTrue: false);
        Many("smoke", assume.FiresPerDay, isTrue: true);
        Many("smoke", assume.FalseFiresPerCameraDay * assume.Cameras, isTrue: false);
    }

    private void Offenders()
    {
        foreach (var camera in city.Offenders)
        {
            var type = random.Next(2) == 0 ? "loitering" : "intrusion";
            for (var i = 0; i < assume.OffenderPerDay; i++) Add(type, random.Next(3) == 0 ? random.NextDouble() * 24 : 18 + (random.NextDouble() * 5), camera, false, "offender");
        }
    }

    private void Storm()
    {
        var hours = assume.StormTo - assume.StormFrom;
        var more = assume.FindingsPerCameraDay * 0.82 / 24 * hours * (assume.StormTimes - 1);
        for (var i = 0; i < city.InStorm.Count * more; i++)
        {
            Add(StormTypes[random.Next(3)], assume.StormFrom + (random.NextDouble() * hours), city.InStorm[random.Next(city.InStorm.Count)], false, "storm");
        }
    }

    private void Homes()
    {
        for (var i = 0; i < assume.Homes * assume.CallsPerHomeYear / 365; i++)
        {
            // Two of three calls come between nine in the evening and seven in the morning.
            var hour = random.NextDouble() < 0.65 ? (21 + (random.NextDouble() * 10)) % 24 : 7 + (random.NextDouble() * 14);
            Add("sos.hand-hold", hour, null, random.NextDouble() < assume.TrueCalls, "home", Home());
        }
        for (var i = 0; i < assume.Homes * assume.OtherPerHomeYear / 365; i++) Add(HomeTypes[random.Next(HomeTypes.Length)], random.NextDouble() * 24, null, true, "home", Home());
    }

    /// <summary>A road accident in the storm with people down at several cameras, and a fire in a market in the morning with calls from the homes around.</summary>
    private void Emergencies()
    {
        var crash = city.Cameras[random.Next(city.Cameras.Count)];
        foreach (var camera in Around(crash, 6)) Add("fall", 18.42 + (random.NextDouble() / 720), camera, true, "emergency");
        var market = city.Cameras[random.Next(city.Cameras.Count)];
        foreach (var camera in Around(market, 10)) Add("smoke", 9.55 + (random.NextDouble() / 360), camera, true, "emergency");
        foreach (var home in city.Homes.OrderBy(home => Metres(home, market)).Take(5)) Add("sos.button", 9.56 + (random.NextDouble() / 60), null, true, "emergency", home);
    }

    private IEnumerable<RoomCamera> Around(RoomCamera camera, int count) =>
        city.Cameras.OrderBy(other => Neighbourhood.Metres(camera.Position, other.Position)).Take(count);

    private static double Metres(Home home, RoomCamera camera) => Neighbourhood.Metres(home.Position, camera.Position);

    private void Many(string type, double count, bool isTrue)
    {
        for (var i = 0; i < count; i++) Add(type, Hour(), Camera(), isTrue, "daily");
    }

    private void Add(string type, double hour, RoomCamera? camera, bool isTrue, string because, Home? home = null) =>
        _drawn.Add((hour, type, camera, home, isTrue, because));

    private double Hour()
    {
        while (true)
        {
            var hour = random.NextDouble() * 24;
            if (random.NextDouble() * 1.6 < Busy(hour)) return hour;
        }
    }

    /// <summary>What is true is surer than what is not, but not by much.</summary>
    private double Confidence(bool isTrue) => Math.Clamp((isTrue ? 0.74 : 0.6) + ((random.NextDouble() + random.NextDouble() - 1) * 0.3), 0.3, 0.99);

    private RoomCamera Camera() => city.Cameras[random.Next(city.Cameras.Count)];

    private Home Home() => city.Homes[random.Next(city.Homes.Count)];
}
