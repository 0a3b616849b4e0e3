using SafetyHub.Town.Days;

namespace SafetyHub.Town.Homes;

/// <summary>A home with a person and devices, living day after day.</summary>
/// <param name="devices">At least a robot.</param>
/// <param name="seed">Seed of its days.</param>
/// <param name="town">The town's time of day.</param>
/// <param name="heartbeat">Time between two reports of a device.</param>
/// <param name="clock">The wall's clock.</param>
internal sealed class VirtualHome(IReadOnlyList<VirtualDevice> devices, int seed, TownClock town, TimeSpan heartbeat, TimeProvider clock)
{
    /// <summary>Lives until cancelled.</summary>
    public Task LiveAsync(CancellationToken cancel) => Task.WhenAll([LiveDaysAsync(cancel), .. devices.Select((d, n) => MeasureAsync(d, new Random(seed * 31 + n), cancel))]);

    private async Task LiveDaysAsync(CancellationToken cancel)
    {
        for (var day = (int)town.Elapsed.TotalDays; ; day++)
        {
            foreach (var happening in DayPlan.Make(new Random(unchecked(seed * 1_000_003 + day))))
            {
                var at = TimeSpan.FromDays(day) + happening.At.ToTimeSpan();
                if (at < town.Elapsed - TimeSpan.FromMinutes(1)) continue;
                await town.UntilAsync(at, cancel);
                if (Reporter(happening.Kind) is { } device) await device.ReportEventAsync(happening.Type, happening.Data, happening.Confidence, cancel);
            }
            await town.UntilAsync(TimeSpan.FromDays(day + 1), cancel);
        }
    }

    private async Task MeasureAsync(VirtualDevice device, Random random, CancellationToken cancel)
    {
        var battery = random.Next(40, 100);
        await Task.Delay(heartbeat * random.NextDouble(), clock, cancel);
        using var timer = new PeriodicTimer(heartbeat, clock);
        do
        {
            battery = battery < 25 ? 100 : battery - (random.NextDouble() < 0.05 ? 1 : 0);
            await device.ReportTelemetryAsync(Values(device.Kind, battery, random), cancel);
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    private static Dictionary<string, object> Values(string kind, int battery, Random random) => kind switch
    {
        "sensor" => new() { ["motion"] = random.Next(0, 4), ["temperature"] = Math.Round(20 + random.NextDouble() * 5, 1), ["battery"] = battery },
        "speaker" => new() { ["noise"] = random.Next(30, 60), ["rssi"] = -random.Next(40, 75) },
        _ => new() { ["motion"] = random.Next(0, 6), ["battery"] = battery, ["charging"] = false, ["temperature"] = Math.Round(20 + random.NextDouble() * 5, 1) },
    };

    private VirtualDevice? Reporter(string kind) => devices.FirstOrDefault(d => d.Kind == kind) ?? devices.FirstOrDefault(d => d.Kind == "robot");
}
