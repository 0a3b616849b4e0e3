using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using SafetyHub.Scenarios.Load;
using SafetyHub.Testing.Mqtt;

namespace SafetyHub.Scenarios.Faults;

/// <summary>F11: packets that are too large, and headers that promise 256 MB.</summary>
public sealed class HugePackets : RawFault
{
    private const long MostGrowth = 50 * 1024 * 1024;

    /// <inheritdoc/>
    public override string Row => "F11";

    /// <inheritdoc/>
    public override string Injected => "payloads of 1 and 10 MB; 20 headers that promise 256 MB, signed in and not";

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        await TimeOneAsync("f11-warm");
        var before = Hub.ResidentBytes;
        foreach (var size in new[] { 1_000_000, 10_000_000 })
        {
            await using var client = await ConnectAsync();
            await Task.WhenAny(TryAsync(client.PublishAsync($"safetyhub/v1/{Robot}/event", new byte[size])), Task.Delay(5000));
            Expect(await ClosedAsync(client), $"a payload of {size} bytes did not close its connection");
        }
        var promised = new List<RawMqttClient>();
        for (var n = 0; n < 20; n++)
        {
            var client = n % 2 == 0 ? await ConnectAsync() : new RawMqttClient();
            if (n % 2 == 1) await client.OpenAsync(Hub.Settings.MqttPort);
            await TryAsync(client.SendAsync(new byte[] { (byte)(n % 2 == 0 ? 0x32 : 0x10), 0xFF, 0xFF, 0xFF, 0x7F }));
            promised.Add(client);
        }
        UntilHealthy = await TimeOneAsync("f11");
        var growth = Hub.ResidentBytes - before;
        Note($"memory grew by {growth / 1048576} MiB");
        Expect(growth <= MostGrowth, $"memory grew by {growth / 1048576} MiB");
        ExpectInTime(UntilHealthy < TimeSpan.FromSeconds(1), $"a call for help took {UntilHealthy}");
        foreach (var client in promised) await client.DisposeAsync();
    }

    private static async Task<bool> ClosedAsync(RawMqttClient client) => await Task.WhenAny(client.Closed, Task.Delay(5000)) == client.Closed;

    private static async Task TryAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            // The hub closed the connection while we were sending: what this row wants to see.
            Debug.WriteLine(fault.Message);
        }
    }
}

/// <summary>F14: a flood of connections, half-open ones, and two clients that take the same session from each other.</summary>
public sealed class ConnectionFlood : RawFault
{
    /// <inheritdoc/>
    public override string Row => "F14";

    /// <inheritdoc/>
    public override string Injected => $"{Count} connections as fast as they open, half of them silent, and a session taken back and forth";

    private int Count => Thorough ? 3000 : 600;

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        await SendAsync(1, "f14-warm");
        var sockets = new List<Socket>();
        var latencies = new Latencies();
        var flood = Task.Run(async () =>
        {
            for (var n = 0; n < Count; n++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                try
                {
                    await socket.ConnectAsync("127.0.0.1", Hub.Settings.MqttPort);
                    if (n % 2 == 0) await socket.SendAsync(MqttPackets.Connect("flood-" + n, "nobody", "wrong", true, 60, null));
                }
                catch (SocketException refused)
                {
                    Debug.WriteLine(refused.Message);
                }
            }
        });
        for (var n = 0; n < 20; n++)
        {
            var start = Stopwatch.GetTimestamp();
            await Devices[n % Devices.Count].SendUntilAcknowledgedAsync($"f14-{n}", "sos.button").WaitAsync(TimeSpan.FromSeconds(30));
            latencies.AddSince(start);
            await Task.Delay(20);
        }
        await flood;
        var summary = latencies.Summarise();
        Note($"PUBACK of connected devices {summary}");
        ExpectInTime(summary.P99 <= 1000, $"p99 of connected devices {summary.P99} ms");
        await HalfOpenIsClosedAsync(sockets[1]);
        await TakeBackAndForthAsync();
        foreach (var socket in sockets) socket.Dispose();
        UntilHealthy = await TimeOneAsync("f14-after");
    }

    /// <summary>Two connections of one device that put each other out: the hub writes one line, not one for each turn.</summary>
    private async Task TakeBackAndForthAsync()
    {
        var before = await TakeOversAsync();
        var holder = await ConnectAsync(Robot);
        for (var turn = 0; turn < 20; turn++)
        {
            var next = await ConnectAsync(Robot);
            await Task.WhenAny(holder.Closed, Task.Delay(TimeSpan.FromSeconds(5)));
            Expect(holder.Closed.IsCompleted, "a connection whose session was taken over stayed open");
            await holder.DisposeAsync();
            holder = next;
        }
        await holder.DisposeAsync();
        var told = await TakeOversAsync() - before;
        Expect(told <= 1, $"20 take-overs in a row made {told} lines in the audit");
    }

    private async Task<int> TakeOversAsync()
    {
        var entries = (await Hub.Api.GetAsync("/api/v1/audit?limit=500")).GetProperty("items").EnumerateArray();
        return entries.Count(entry => entry.GetProperty("action").GetString() == "mqtt.take-over");
    }

    private async Task HalfOpenIsClosedAsync(Socket silent)
    {
        if (!silent.Connected) return;
        var closed = silent.ReceiveAsync(new byte[1]);
        Expect(await Task.WhenAny(closed, Task.Delay(TimeSpan.FromSeconds(13))) == closed, "a silent connection was still open after 13 s");
    }
}

/// <summary>F15: a thousand wrong passwords.</summary>
public sealed class WrongPasswords : RawFault
{
    /// <inheritdoc/>
    public override string Row => "F15";

    /// <inheritdoc/>
    public override string Injected => $"{Guesses} connections with wrong passwords from one source";

    // The hub answers a wrong password later and later, so that a thousand take minutes.
    private int Guesses => Thorough ? 1000 : 100;

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        await using (await ConnectAsync()) { }
        var refused = 0;
        await Parallel.ForAsync(0, Guesses, new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (n, cancel) =>
        {
            await using var client = new RawMqttClient();
            try
            {
                if (await client.ConnectAsync(Hub.Settings.MqttPort, "guess-" + n, n % 2 == 0 ? Devices[0].Id : "robot-guess-" + n, "guess-" + n).WaitAsync(TimeSpan.FromSeconds(10), cancel) != 0) Interlocked.Increment(ref refused);
            }
            catch (Exception fault) when (fault is IOException or TimeoutException or SocketException)
            {
                Interlocked.Increment(ref refused);
            }
        });
        Expect(refused == Guesses, $"{Guesses - refused} wrong passwords were let in");
        var clock = Stopwatch.StartNew();
        await using (await ConnectAsync()) UntilHealthy = clock.Elapsed;
        ExpectInTime(UntilHealthy <= TimeSpan.FromSeconds(1), $"the real device needed {UntilHealthy} to connect");
    }
}

/// <summary>F17: telemetry far past what the machine can carry, with calls for help in it.</summary>
public sealed class TelemetryFlood : Fault
{
    /// <inheritdoc/>
    public override string Row => "F17";

    /// <inheritdoc/>
    public override string Injected => $"telemetry as fast as it goes from 200 connections for {Seconds} s";

    private int Seconds => Thorough ? 600 : 10;

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        var crowd = new List<(string, string)>();
        for (var n = 0; n < 200; n++) crowd.Add(($"crowd-{n}", await Hub.Api.AddHomeAsync($"crowd-home-{n}", $"crowd-{n}")));
        await SendAsync(1, "f17-warm");
        await using var load = new TelemetryLoad();
        await load.ConnectAsync(crowd, Hub.Settings.MqttPort);
        var flood = load.RunAsync(100_000, TimeSpan.FromSeconds(Seconds));
        var latencies = new Latencies();
        for (var n = 0; !flood.IsCompleted && n < 5000; n++)
        {
            var start = Stopwatch.GetTimestamp();
            await Devices[n % Devices.Count].SendUntilAcknowledgedAsync($"f17-{n}", "sos.hand-hold").WaitAsync(TimeSpan.FromSeconds(60));
            latencies.AddSince(start);
            await Task.Delay(100);
        }
        var result = await flood;
        var summary = latencies.Summarise();
        Note($"{result.Rate:F0} readings/s acknowledged; calls for help {summary}; memory {Hub.ResidentBytes / 1048576} MiB");
        ExpectInTime(summary.P99 <= 1000, $"p99 of calls for help {summary.P99} ms");
        UntilHealthy = await TimeOneAsync("f17-after");
    }
}
