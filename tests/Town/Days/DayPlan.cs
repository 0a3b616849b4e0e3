namespace SafetyHub.Town.Days;

/// <summary>
/// A day of a person living alone: getting up, meals, medication, talk, sleep, and now and then something that goes wrong. The same seed gives
/// the same day. The rates are assumptions for a demonstration, chosen so that something happens while somebody looks; they are no statistics.
/// </summary>
internal static class DayPlan
{
    private const double ShareWithMissedMedication = 0.10;
    private const double ShareWithOuting = 0.35;
    private const double ShareWithDistressSound = 0.03;
    private const double ShareWithCall = 0.04;
    private const double ShareWithFall = 0.01;
    private const double ShareOfCallsTakenBack = 0.5;
    private const double ShareWithButton = 0.02;
    private const double ShareWithSmoke = 0.002;
    private const double ShareWithGas = 0.001;
    private const double ShareWithDetectorTest = 1.0 / 30;

    /// <summary>The day in order of time.</summary>
    public static IReadOnlyList<Happening> Make(Random random)
    {
        var day = new List<Happening> { new(Around(random, 6, 30, 45), "robot", "sleep.end"), new(Around(random, 21, 40, 60), "robot", "sleep.start") };
        foreach (var (hour, meal) in new[] { (8, "breakfast"), (12, "lunch"), (18, "dinner") })
        {
            day.Add(new(Around(random, hour, 0, 30), "robot", "meal.taken", new { schedule = meal }));
            var missed = random.NextDouble() < ShareWithMissedMedication;
            day.Add(new(Around(random, hour, 40, 20), "robot", missed ? "medication.missed" : "medication.taken", new { schedule = meal }));
        }
        AddTalk(day, random);
        AddTrouble(day, random);
        return [.. day.OrderBy(h => h.At)];
    }

    private static void AddTalk(List<Happening> day, Random random)
    {
        for (var n = random.Next(2, 8); n > 0; n--) day.Add(new(Around(random, random.Next(8, 21), 30, 30), "robot", "touch"));
        for (var n = random.Next(1, 4); n > 0; n--) day.Add(new(Around(random, random.Next(9, 20), 30, 30), "speaker", "conversation"));
        day.Add(new(Around(random, 10, 0, 30), "robot", "mood", new { score = random.Next(2, 6) }));
        if (random.NextDouble() >= ShareWithOuting) return;
        day.Add(new(new TimeOnly(random.Next(9, 12), random.Next(60)), "robot", "outing.start"));
        day.Add(new(new TimeOnly(random.Next(13, 17), random.Next(60)), "robot", "outing.end"));
    }

    private static void AddTrouble(List<Happening> day, Random random)
    {
        if (random.NextDouble() < ShareWithDistressSound) day.Add(new(Any(random), "speaker", "distress.sound", new { @class = "crash" }, 0.55));
        if (random.NextDouble() < ShareWithFall) day.Add(new(Any(random), "robot", "fall", null, 0.7 + random.NextDouble() * 0.25));
        AddSensors(day, random);
        if (random.NextDouble() >= ShareWithCall) return;
        var at = Any(random);
        day.Add(random.NextDouble() < 0.5
            ? new(at, "robot", "sos.hand-hold", new { seconds = Math.Round(3 + random.NextDouble() * 4, 1) })
            : new(at, "speaker", "sos.voice", new { phrase = "도와줘" }, 0.8));
        if (random.NextDouble() < ShareOfCallsTakenBack) day.Add(new(at.Add(TimeSpan.FromMinutes(1)), "robot", "sos.abort"));
    }

    /// <summary>What only homes with such a sensor report.</summary>
    private static void AddSensors(List<Happening> day, Random random)
    {
        if (random.NextDouble() < ShareWithButton) day.Add(new(Any(random), "button", "sos.button"));
        if (random.NextDouble() < ShareWithSmoke) day.Add(new(Any(random), "fire", "smoke"));
        if (random.NextDouble() < ShareWithGas) day.Add(new(Any(random), "gas", "gas"));
        if (random.NextDouble() < ShareWithDetectorTest) day.Add(new(Around(random, 11, 0, 60), "fire", "device.test"));
    }

    private static TimeOnly Around(Random random, int hour, int minute, int spread) =>
        new TimeOnly(hour, minute).Add(TimeSpan.FromMinutes(random.Next(-spread, spread + 1)));

    private static TimeOnly Any(Random random) => new(random.Next(24), random.Next(60));
}
