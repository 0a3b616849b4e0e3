using SafetyHub.Town.Days;

namespace SafetyHub.Town.Homes;

/// <summary>What all life in the town shares.</summary>
/// <param name="Town">The town's time of day.</param>
/// <param name="Heartbeat">Time between two reports of a device.</param>
/// <param name="Clock">The wall's clock.</param>
internal sealed record TownLife(TownClock Town, TimeSpan Heartbeat, TimeProvider Clock);

/// <summary>A home with a person, or a place before a camera, living day after day.</summary>
/// <param name="devices">At least one.</param>
/// <param name="day">Makes its days.</param>
/// <param name="seed">Seed of its days.</param>
/// <param name="life">What it shares with the others.</param>
internal sealed class VirtualSite(IReadOnlyList<VirtualDevice> devices, DayMaker day, int seed, TownLife life)
{
    /// <summary>Lives until cancelled.</summary>
    public Task LiveAsync(CancellationToken cancel) => Task.WhenAll([LiveDaysAsync(cancel), .. devices.Select((d, n) => MeasureAsync(d, new Random(seed * 31 + n), cancel))]);

    private async Task LiveDaysAsync(CancellationToken cancel)
    {
        for (var number = (int)life.Town.Elapsed.TotalDays; ; number++)
        {
            foreach (var happening in day(new Random(unchecked(seed * 1_000_003 + number))))
            {
                var at = TimeSpan.FromDays(number) + happening.At.ToTimeSpan();
                if (at < life.Town.Elapsed - TimeSpan.FromMinutes(1)) continue;
                await life.Town.UntilAsync(at, cancel);
                if (Reporter(happening.Role) is { } device) await device.ReportEventAsync(happening.Type, happening.Data, happening.Confidence, cancel);
            }
            await life.Town.UntilAsync(TimeSpan.FromDays(number + 1), cancel);
        }
    }

    private async Task MeasureAsync(VirtualDevice device, Random random, CancellationToken cancel)
    {
        var battery = random.Next(40, 100);
        await Task.Delay(life.Heartbeat * random.NextDouble(), life.Clock, cancel);
        using var timer = new PeriodicTimer(life.Heartbeat, life.Clock);
        do
        {
            battery = battery < 25 ? 100 : battery - (random.NextDouble() < 0.05 ? 1 : 0);
            await device.ReportTelemetryAsync(Readings.Of(device.Role, battery, random), cancel);
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    /// <summary>Who speaks for whom: what a home without a speaker says, its robot hears.</summary>
    private VirtualDevice? Reporter(string role) => devices.FirstOrDefault(d => d.Role == role) ?? (role == "speaker" ? devices.FirstOrDefault(d => d.Role == "robot") : null);
}
