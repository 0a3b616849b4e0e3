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
        CheckScript(options);
        await using var hub = DemoHub.Launch(options);
        using var api = await hub.ReadyAsync(options.DataDirectory, cancel);
        var builder = new TownBuilder(api, options);
        await builder.BuildDutyAsync();
        IReadOnlyList<TownSite> places = await builder.BuildEdgeCamerasAsync();
        var homes = await builder.BuildHomesAsync(n => Progress(n, options.Homes), cancel);
        var cameras = await builder.BuildCamerasAsync();
        Tell(hub, options, cameras);
        await LiveAsync(hub, [.. homes, .. places], options, cancel);
        return 0;
    }

    private static void CheckScript(DemoOptions options)
    {
        var known = Enumerable.Range(1, options.Homes).Select(n => $"home-{n}").Concat(Enumerable.Range(1, options.EdgeCameras).Select(n => $"place-{n}"));
        if (options.Script.Places.Except(known).ToList() is { Count: > 0 } nowhere) throw new ArgumentException($"The script has something happen at {string.Join(", ", nowhere)}, which this town has not");
    }

    private static async Task LiveAsync(DemoHub hub, IReadOnlyList<TownSite> sites, DemoOptions options, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (options.Duration is { } duration) end.CancelAfter(duration);
        var (clock, counters) = (TimeProvider.System, new TownCounters());
        var life = new TownLife(new TownClock(clock, options.Speed, options.Start), Heartbeat, clock);
        var devices = sites.SelectMany(s => s.Devices).Select(a => new VirtualDevice(a, hub.MqttPort, clock, counters)).ToDictionary(d => d.Id);
        try
        {
            var living = sites.Select((s, n) => new VirtualSite([.. s.Devices.Select(a => devices[a.Id])], s.Day, unchecked(options.Seed * 7919 + n), life).LiveAsync(end.Token));
            await Task.WhenAll([.. living, StatusAsync(hub, counters, life.Town, end)]);
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

            The town lives: {options.Homes} homes, {options.EdgeCameras} edge cameras{(cameras ? ", three video cameras" : $", no video cameras: {options.Video} is not there")}.
              Control room:  {hub.Root}
              Sign in:       {(File.Exists(firstSignIn) ? File.ReadAllText(firstSignIn).Trim().ReplaceLineEndings(" · ") : "with the administrator's password you chose")}
              API token:     {Path.Combine(options.DataDirectory, "bootstrap-token")}
            Stop with Ctrl+C.

            """);
    }
}
