using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using SafetyHub.Testing.Mqtt;

namespace SafetyHub.Scenarios.Faults;

/// <summary>Random bytes and random JSON; the same seed sends the same.</summary>
public static class Fuzz
{
    private static readonly string[] Topics = ["event", "telemetry", "birth", "state", "command/reply", "receipt", "x", "event/y"];
    private static readonly string[] Names = ["id", "at", "type", "seq", "values", "state", "data", "status", "zzz"];

    /// <summary>Sends random bytes, some of which begin like real packets, to each port until the time is over.</summary>
    public static async Task RandomBytesAsync(IReadOnlyList<int> ports, TimeSpan duration, int seed)
    {
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < duration)
        {
            var bytes = new byte[random.Next(1, 4000)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0) bytes[0] = (byte)(random.Next(1, 16) << 4);
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", ports[random.Next(ports.Count)]);
                await client.GetStream().WriteAsync(bytes);
            }
            catch (Exception refused) when (refused is IOException or SocketException)
            {
                Debug.WriteLine(refused.Message);
            }
        }
    }

    /// <summary>Publishes random JSON on a device's topics, with a new connection whenever the hub closed the last.</summary>
    public static async Task RandomJsonAsync(int port, string device, string secret, int messages, int seed)
    {
        var random = new Random(seed);
        RawMqttClient? client = null;
        for (var n = 0; n < messages; n++)
        {
            try
            {
                if (client is null || client.Closed.IsCompleted)
                {
                    if (client is not null) await client.DisposeAsync();
                    client = null;
                    client = await ConnectAsync(port, $"{device}-fuzz-{n}", device, secret);
                }
                var topic = $"safetyhub/v1/{device}/{Topics[random.Next(Topics.Length)]}";
                await client.PublishAsync(topic, Encoding.UTF8.GetBytes(Json(random, 0))).WaitAsync(TimeSpan.FromSeconds(10));
            }
            catch (Exception refused) when (refused is IOException or SocketException or TimeoutException)
            {
                Debug.WriteLine(refused.Message);
            }
        }
        if (client is not null) await client.DisposeAsync();
    }

    private static async Task<RawMqttClient> ConnectAsync(int port, string clientId, string device, string secret)
    {
        var client = new RawMqttClient();
        try
        {
            await client.ConnectAsync(port, clientId, device, secret);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    private static string Json(Random random, int depth) => random.Next(depth > 4 ? 4 : 7) switch
    {
        0 => "null",
        1 => random.Next().ToString(CultureInfo.InvariantCulture),
        2 => "\"" + new string((char)random.Next(0x100, 0x3000), random.Next(20)) + "\"",
        3 => random.Next(2) == 0 ? "true" : "1e400",
        4 => "[" + string.Join(',', Enumerable.Range(0, random.Next(5)).Select(_ => Json(random, depth + 1))) + "]",
        _ => "{" + string.Join(',', Enumerable.Range(0, random.Next(6)).Select(_ => $"\"{Names[random.Next(Names.Length)]}\":{Json(random, depth + 1)}")) + "}",
    };
}
