using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using SafetyHub.Scenarios.Load;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;
using SafetyHub.Testing.Mqtt;

namespace SafetyHub.Scenarios.Faults;

/// <summary>Random bytes at every port and random JSON at every topic, all at once, while devices go on calling for help.</summary>
public sealed class RandomInput : RawFault
{
    private const long MostGrowth = 200 * 1024 * 1024;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);
    private static readonly string[] Up = ["event", "telemetry", "birth", "state", "command/reply"];
    private static readonly string[] Others = ["receipt", "command", "config", "nonsense", "event/deeper", "../robot-0/event", "_hub/state"];

    private readonly TestCertificates _certificates = new();
    private readonly int _tlsPort = FreePort.Next();
    private int _refusable;

    /// <inheritdoc/>
    public override string Row => "random";

    /// <inheritdoc/>
    public override string Injected => $"random bytes at TCP, TLS (before and behind the handshake), WebSocket and HTTP, and random JSON at every topic, {Duration.TotalSeconds:F0} s each, side by side";

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _certificates.Dispose();
    }

    /// <inheritdoc/>
    protected override Task<HubSettings> SettingsAsync(HubSettings standard)
    {
        var (certificate, key) = _certificates.Issue("hub");
        return Task.FromResult(standard with
        {
            Environment = new Dictionary<string, string>
            {
                ["SafetyHub__Mqtt__Tls__CertificatePath"] = certificate, ["SafetyHub__Mqtt__Tls__KeyPath"] = key, ["SafetyHub__Mqtt__Tls__Port"] = $"{_tlsPort}",
                // All comes from one address here; with the standard limit most of it would be closed before a byte of it is read.
                ["SafetyHub__Mqtt__Limits__ConnectionsPerSecondPerSource"] = "100000", ["SafetyHub__Mqtt__Limits__ConnectionBurstPerSource"] = "200000",
            },
        });
    }

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        await SendAsync(1, "random-warm");
        var (memory, refused) = (Hub.ResidentBytes, await RefusedAsync());
        var (http, mqtt) = (Hub.Settings.HttpPort, Hub.Settings.MqttPort);
        Task<int>[] sockets =
        [
            Fuzz.SocketAsync(mqtt, Duration, 1), Fuzz.SocketAsync(_tlsPort, Duration, 2), Fuzz.SocketAsync(http, Duration, 3), Fuzz.TlsAsync(_tlsPort, _certificates.Authority, Duration, 4), Fuzz.WebSocketAsync(http, Duration, 5),
        ];
        var requests = Fuzz.HttpAsync(http, Hub.Settings.Token, Duration, 6);
        Task<int>[] messages = [PublishAsync("robot-fuzz-1", 7), PublishAsync("robot-fuzz-2", 8), ClaimAsync()];
        var calls = await CallAsync(Task.WhenAll([.. sockets, .. messages, requests]));

        var (sent, faults) = await requests;
        Expect(faults.Count == 0, $"{faults.Count} requests were answered as the hub's own fault: {string.Join(", ", faults.Take(3))}");
        var (growth, counted) = (Hub.ResidentBytes - memory, await RefusedAsync() - refused);
        Note($"{string.Join('+', await Task.WhenAll(sockets))} connections, {sent} requests, {string.Join('+', await Task.WhenAll(messages))} messages, {counted} refused and counted; memory grew by {growth / 1048576} MiB; calls for help meanwhile {calls}");
        Expect(growth <= MostGrowth, $"memory grew by {growth / 1048576} MiB");
        Expect(counted >= _refusable && _refusable > 0, $"{counted} refusals were counted for {_refusable} acknowledged messages that are no JSON");
        Expect((await Hub.Api.GetAsync("/api/v1/quarantine?limit=10")).GetProperty("items").GetArrayLength() == 10, "the quarantine is empty");
        ExpectInTime(calls.P99 <= 1000, $"p99 of calls for help meanwhile {calls.P99} ms");
        Expect(Hub.IsRunning, "the hub ended");
        UntilHealthy = await TimeOneAsync("random-after");
    }

    private TimeSpan Duration => TimeSpan.FromSeconds(Thorough ? 60 : 3);

    private async Task<LatencySummary> CallAsync(Task whatGoesOn)
    {
        var latencies = new Latencies();
        for (var n = 0; !whatGoesOn.IsCompleted || n < 3; n++)
        {
            var start = Stopwatch.GetTimestamp();
            await Devices[n % Devices.Count].SendUntilAcknowledgedAsync($"random-{n}", "sos.hand-hold").WaitAsync(TimeSpan.FromSeconds(60));
            latencies.AddSince(start);
            await Task.Delay(100);
        }
        await whatGoesOn;
        return latencies.Summarise();
    }

    /// <summary>Publishes on every topic of the contract and some beside it, with a new connection whenever the hub closed the last.</summary>
    private async Task<int> PublishAsync(string robot, int seed)
    {
        var secret = await Hub.Api.AddHomeAsync("home-" + robot, robot);
        return await PublishAsync(seed, client => client.ConnectAsync(Hub.Settings.MqttPort, $"{robot}-{Guid.NewGuid():N}", robot, secret), async (client, random) =>
        {
            var known = random.Next(3) != 0;
            var topic = known ? Up[random.Next(Up.Length)] : Others[random.Next(Others.Length)];
            var payload = RandomJson.Payload(random);
            await client.PublishAsync(topic == "_hub/state" ? "safetyhub/v1/" + topic : $"safetyhub/v1/{robot}/{topic}", payload.Bytes).WaitAsync(AnswerWithin);
            if (known && !payload.IsJson) Interlocked.Increment(ref _refusable);
        });
    }

    /// <summary>Tries codes of random JSON at claims that stand.</summary>
    private async Task<int> ClaimAsync()
    {
        await Hub.Api.AddHomeAsync("home-claims", "robot-claims");
        var claim = "";
        return await PublishAsync(9, async client =>
        {
            claim = (await Hub.Api.PostAsync("/api/v1/devices/robot-claims/claims")).GetProperty("claimId").GetString()!;
            await client.ConnectAsync(Hub.Settings.MqttPort, claim, "_provision", null);
        }, (client, random) => client.PublishAsync($"safetyhub/v1/_provision/{claim}/{(random.Next(5) == 0 ? "response" : "request")}", RandomJson.Payload(random).Bytes).WaitAsync(AnswerWithin));
    }

    private async Task<int> PublishAsync(int seed, Func<RawMqttClient, Task> connect, Func<RawMqttClient, Random, Task> publish)
    {
        var (random, clock, sent) = (new Random(seed), Stopwatch.StartNew(), 0);
        RawMqttClient? client = null;
        for (; clock.Elapsed < Duration; sent++)
        {
            try
            {
                if (client is null || client.Closed.IsCompleted)
                {
                    if (client is not null) await client.DisposeAsync();
                    client = new RawMqttClient();
                    await connect(client).WaitAsync(AnswerWithin);
                }
                await publish(client, random);
            }
            catch (Exception refused) when (refused is IOException or SocketException or TimeoutException or ObjectDisposedException or InvalidOperationException)
            {
                // Closed, or slowed down: what the contract says of bad input.
                Debug.WriteLine(refused.Message);
            }
        }
        if (client is not null) await client.DisposeAsync();
        return sent;
    }

    /// <summary>The hub's own count of messages that it did not understand.</summary>
    private async Task<double> RefusedAsync() => (await Hub.Api.Http.GetStringAsync("/metrics")).Split('\n')
        .Where(line => line.StartsWith("safetyhub_mqtt_rejected", StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
}
