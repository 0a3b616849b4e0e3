namespace SafetyHub.Town.Days;

/// <summary>
/// A day before a camera that analyses its own pictures: people and vehicles come by, and now and then somebody stays too long, is where nobody should
/// be, or the lens is covered. The rates are assumptions for a demonstration, no statistics.
/// </summary>
internal static class PlaceDay
{
    private const double ShareWithIntrusion = 0.15;
    private const double ShareWithLoitering = 0.20;
    private const double ShareWithCrowd = 0.05;
    private const double ShareWithBlindLens = 0.03;
    private const int NightFrom = 23;
    private const int NightHours = 6;
    private static readonly TimeSpan LongestCrowd = TimeSpan.FromMinutes(40);

    /// <summary>The day in order of time.</summary>
    public static IReadOnlyList<Happening> Make(Random random)
    {
        var day = new List<Happening>();
        for (var n = random.Next(8, 24); n > 0; n--) day.Add(Seen(new TimeOnly(random.Next(6, 23), random.Next(60)), random.NextDouble() < 0.7 ? "person" : "vehicle", random));
        if (random.NextDouble() < ShareWithLoitering) day.Add(Seen(new TimeOnly(random.Next(17, 24), random.Next(60)), "loitering", random));
        if (random.NextDouble() < ShareWithIntrusion) day.Add(Seen(new TimeOnly((NightFrom + random.Next(NightHours)) % 24, random.Next(60)), "intrusion", random));
        if (random.NextDouble() < ShareWithBlindLens) day.Add(new(new TimeOnly(random.Next(24), random.Next(60)), "camera", "camera.blind", new { reason = "covered" }));
        if (random.NextDouble() < ShareWithCrowd) AddCrowd(day, random);
        return [.. day.OrderBy(h => h.At)];
    }

    private static void AddCrowd(List<Happening> day, Random random)
    {
        var begin = new TimeOnly(random.Next(10, 21), random.Next(60));
        day.Add(Seen(begin, "crowd", random));
        day.Add(new(begin.Add(LongestCrowd * random.NextDouble()), "camera", "crowd.ended"));
    }

    private static Happening Seen(TimeOnly at, string type, Random random)
    {
        var (width, height) = (0.05 + random.NextDouble() * 0.1, 0.15 + random.NextDouble() * 0.2);
        double[] box = [Part(random.NextDouble() * (1 - width)), Part(random.NextDouble() * (1 - height)), Part(width), Part(height)];
        return new(at, "camera", type, new { zone = "출입금지", track = random.Next(1, 10_000), box }, Math.Round(0.5 + random.NextDouble() * 0.49, 2));
    }

    private static double Part(double value) => Math.Round(value, 4);
}
