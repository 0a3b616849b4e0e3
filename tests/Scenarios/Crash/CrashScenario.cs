using System.Diagnostics;
using SafetyHub.Scenarios.Load;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;

namespace SafetyHub.Scenarios.Crash;

/// <summary>How hard the crash test hits.</summary>
/// <param name="Devices">Robots that call for help.</param>
/// <param name="EventsPerDevice">Events each robot gets acknowledged in all.</param>
/// <param name="Kills">How often the process is killed.</param>
/// <param name="Seed">Seed of the moments of the kills.</param>
public sealed record CrashPlan(int Devices, int EventsPerDevice, int Kills, int Seed);

/// <summary>What the crash test found.</summary>
/// <param name="History">Lost and doubled.</param>
/// <param name="Kills">Kills that hit.</param>
/// <param name="Sent">Publishes, repetitions included.</param>
/// <param name="SlowestRestart">Longest time from start to ready.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record CrashReport(HistoryCheck History, int Kills, long Sent, TimeSpan SlowestRestart, TimeSpan Elapsed);

/// <summary>A load of calls for help while the process is killed (SIGKILL) at random moments and started again.</summary>
public static class CrashScenario
{
    /// <summary>Runs the plan on SQLite (empty connection string) or PostgreSQL.</summary>
    public static async Task<CrashReport> RunAsync(CrashPlan plan, string connectionString, Action<string> say)
    {
        var clock = Stopwatch.StartNew();
        using var folder = new TempDirectory();
        await using var hub = await HubProcess.StartAsync(new HubSettings { DataDirectory = folder.Path, ConnectionString = connectionString });
        var devices = await AddDevicesAsync(hub, plan.Devices);
        try
        {
            // A round per kill: the robots send their share, and somewhere in it the process dies.
            var random = new Random(plan.Seed);
            var share = Math.Max(1, plan.EventsPerDevice / (plan.Kills + 1));
            var slowest = TimeSpan.Zero;
            for (var kill = 0; kill < plan.Kills; kill++)
            {
                var sending = SendAsync(devices, share, $"r{kill:D4}");
                await Task.Delay(random.Next(5, 400));
                await hub.KillAsync();
                slowest = Longer(slowest, await hub.StartAgainAsync());
                await sending.WaitAsync(TimeSpan.FromMinutes(2));
                if ((kill + 1) % 10 == 0) say($"{kill + 1} of {plan.Kills} kills, {devices.Sum(d => d.Acknowledged.Count)} events acknowledged");
            }
            await SendAsync(devices, Math.Max(0, plan.EventsPerDevice - share * plan.Kills), "rest").WaitAsync(TimeSpan.FromMinutes(5));
            return new CrashReport(await HistoryCheck.RunAsync(hub.Api, devices), plan.Kills, devices.Sum(d => d.Sent), slowest, clock.Elapsed);
        }
        finally
        {
            foreach (var device in devices) await device.DisposeAsync();
        }
    }

    /// <summary>Registers robots, each in a home of its own.</summary>
    public static async Task<IReadOnlyList<SosDevice>> AddDevicesAsync(HubProcess hub, int count)
    {
        var devices = new List<SosDevice>(count);
        for (var n = 0; n < count; n++)
        {
            var secret = await hub.Api.AddHomeAsync($"home-{n:D4}", $"robot-{n:D4}");
            devices.Add(new SosDevice($"robot-{n:D4}", secret, hub.Settings.MqttPort));
        }
        return devices;
    }

    private static Task SendAsync(IReadOnlyList<SosDevice> devices, int share, string prefix) =>
        Task.WhenAll(devices.Select(d => d.SendAllAsync(share, prefix)));

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
