namespace SafetyHub.Town.Homes;

/// <summary>What the devices of the town measure.</summary>
internal static class Readings
{
    /// <summary>A reading of a device, names as the device contract has them.</summary>
    public static Dictionary<string, object> Of(string role, int battery, Random random) => role switch
    {
        "motion" => new() { ["motion"] = random.Next(0, 4), ["temperature"] = Temperature(random), ["battery"] = battery },
        "door" => new() { ["door"] = random.NextDouble() < 0.05, ["battery"] = battery },
        "fire" => new() { ["temperature"] = Temperature(random), ["humidity"] = random.Next(30, 60), ["battery"] = battery },
        "gas" => new() { ["gas"] = random.Next(0, 20), ["battery"] = battery },
        "button" => new() { ["battery"] = battery, ["rssi"] = -random.Next(40, 75) },
        "speaker" => new() { ["noise"] = random.Next(30, 60), ["rssi"] = -random.Next(40, 75) },
        "camera" => new() { ["occupancy"] = random.Next(0, 6), ["temperature"] = Math.Round(35 + random.NextDouble() * 10, 1), ["rssi"] = -random.Next(40, 75) },
        _ => new() { ["motion"] = random.Next(0, 6), ["battery"] = battery, ["charging"] = false, ["temperature"] = Temperature(random) },
    };

    private static double Temperature(Random random) => Math.Round(20 + random.NextDouble() * 5, 1);
}
