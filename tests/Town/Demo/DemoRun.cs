using SafetyHub.Testing.Hub;
using SafetyHub.Town.Days;
using SafetyHub.Town.Homes;

namespace SafetyHub.Town.Demo;

/// <summary>Starts the hub, builds the town, lets it live, and says what it does in one line.</summary>
internal static class DemoRun
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(DemoOptions options, CancellationToken cancel)
    {
        await using var hub = DemoHub.Launch(options);
        using var api = await hub.ReadyAsync(options.DataDirectory, cancel);
        var builder = new TownBuilder(api, options);
        await builder.BuildDutyAsync();
        var homes = await builder.BuildHomesAsync(n => Progress(n, options.Homes), cancel);
        var cameras = await builder.BuildCamerasAsync();
        Tell(hub, options, cameras);
        await LiveAsync(hub, homes, options, cancel);
        return 0;
    }

    private static async Task LiveAsync(DemoHub hub, IReadOnlyList<IReadOnlyList<DeviceAccount>> homes, DemoOptions options, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (options.Duration is { } duration) end.CancelAfter(duration);
        var (clock, counters) = (TimeProvider.System, new TownCounters());
        var town = new TownClock(clock, options.Speed);
        var devices = homes.SelectMany(h => h).Select(a => new VirtualDevice(a, hub.MqttPort, clock, counters)).ToDictionary(d => d.Id);
        try
        {
            var living = homes.Select((h, n) => new VirtualHome([.. h.Select(a => devices[a.Id])], unchecked(options.Seed * 7919 + n), town, Heartbeat, clock).LiveAsync(end.Token));
            await Task.WhenAll([.. living, StatusAsync(hub, counters, town, end)]);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            Console.WriteLine($"The town goes to sleep: {counters}");
        }
        finally
        {
            foreach (var device in devices.Values) await device.DisposeAsync();
        }
    }

    private static async Task StatusAsync(DemoHub hub, TownCounters counters, TownClock town, CancellationTokenSource end)
    {
        using var timer = new PeriodicTimer(StatusEvery);
        while (await timer.WaitForNextTickAsync(end.Token))
        {
            if (hub.HasEnded) await end.CancelAsync();
            Console.WriteLine($"town time {TimeOnly.FromTimeSpan(TimeSpan.FromTicks(town.Elapsed.Ticks % TimeSpan.TicksPerDay)):HH:mm}  {counters}");
        }
    }

    private static void Progress(int done, int all)
    {
        if (done % 50 == 0 || done == all) Console.WriteLine($"town: {done} of {all} homes registered");
    }

    private static void Tell(DemoHub hub, DemoOptions options, bool cameras)
    {
        var firstSignIn = Path.Combine(options.DataDirectory, "first-sign-in");
        Console.WriteLine($"""

            The town lives: {options.Homes} homes{(cameras ? ", three cameras" : $", no cameras: {options.Video} is not there")}.
              Control room:  {hub.Root}
              Sign in:       {(File.Exists(firstSignIn) ? File.ReadAllText(firstSignIn).Trim().ReplaceLineEndings(" · ") : "with the administrator's password you chose")}
              API token:     {Path.Combine(options.DataDirectory, "bootstrap-token")}
            Stop with Ctrl+C.

            """);
    }
}
