using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SafetyHub.Testing.Mqtt;

namespace SafetyHub.Scenarios.Faults;

/// <summary>Random bytes at the doors of a hub; the same seed sends the same.</summary>
public static class Fuzz
{
    private static readonly TimeSpan EachWithin = TimeSpan.FromSeconds(5);
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"];
    private static readonly string[] Paths =
    [
        "incidents", "incidents/ID", "incidents/ID/acknowledge", "incidents/ID/resolve", "incidents/ID/shelve", "incidents/ID/notes", "residents/fuzz-ID", "devices/fuzz-ID",
        "devices/fuzz-ID/config", "devices/fuzz-ID/commands", "cameras/fuzz-ID/source", "cameras/fuzz-ID/watch", "places/fuzz-ID", "quarantine", "audit", "duty", "ID",
    ];

    /// <summary>Opens a socket and sends bytes, again and again; returns how often.</summary>
    public static Task<int> SocketAsync(int port, TimeSpan duration, int seed) => RepeatAsync(duration, seed, async random =>
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await client.GetStream().WriteAsync(Bytes(random));
    });

    /// <summary>The same behind a TLS handshake with a hub whose certificate is of this authority.</summary>
    public static async Task<int> TlsAsync(int port, string authority, TimeSpan duration, int seed)
    {
        using var trusted = X509CertificateLoader.LoadCertificateFromFile(authority);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { trusted } },
        };
        return await RepeatAsync(duration, seed, async random =>
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port);
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsClientAsync(options);
            await tls.WriteAsync(Bytes(random));
        });
    }

    /// <summary>The same in the frames of a WebSocket, binary and text.</summary>
    public static Task<int> WebSocketAsync(int httpPort, TimeSpan duration, int seed) => RepeatAsync(duration, seed, async random =>
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{httpPort}/mqtt"), CancellationToken.None);
        for (var frames = random.Next(1, 5); frames > 0; frames--)
        {
            await socket.SendAsync(Bytes(random), random.Next(8) == 0 ? WebSocketMessageType.Text : WebSocketMessageType.Binary, random.Next(2) == 0, CancellationToken.None);
        }
    });

    /// <summary>Sends requests to the API with random ways, names, headers and bodies; returns how many, and those answered as the hub's own fault.</summary>
    public static async Task<(int Sent, IReadOnlyList<string> Faults)> HttpAsync(int httpPort, string token, TimeSpan duration, int seed)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{httpPort}") };
        var faults = new List<string>();
        var sent = await RepeatAsync(duration, seed, async random =>
        {
            using var request = Request(random, token);
            using var answer = await http.SendAsync(request);
            if ((int)answer.StatusCode >= 500) faults.Add($"{(int)answer.StatusCode} to {request.Method} {request.RequestUri}");
        });
        return (sent, faults);
    }

    private static HttpRequestMessage Request(Random random, string token)
    {
        var path = Paths[random.Next(Paths.Length)].Replace("ID", RandomJson.Word(random), StringComparison.Ordinal);
        var query = random.Next(3) == 0 ? $"?limit={random.Next(-5, 2000)}&status={Uri.EscapeDataString(RandomJson.Text(random))}&after={Uri.EscapeDataString(RandomJson.Text(random))}" : "";
        var request = new HttpRequestMessage(new HttpMethod(Methods[random.Next(Methods.Length)]), $"/api/v1/{path}{query}");
        if (random.Next(4) != 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", random.Next(8) == 0 ? RandomJson.Word(random) : token);
        if (request.Method != HttpMethod.Get) request.Content = new ByteArrayContent(RandomJson.Payload(random).Bytes) { Headers = { ContentType = new(random.Next(5) == 0 ? "text/plain" : "application/json") } };
        return request;
    }

    /// <summary>Bytes of no form, bytes that begin like a packet, and real packets with some bytes changed.</summary>
    private static byte[] Bytes(Random random)
    {
        var bytes = random.Next(3) == 0
            ? MqttPackets.Connect(RandomJson.Word(random), RandomJson.Word(random), RandomJson.Word(random), true, 60, null)
            : new byte[random.Next(1, 4000)];
        if (random.Next(3) != 0 || bytes.All(b => b == 0)) random.NextBytes(bytes.AsSpan(random.Next(bytes.Length)));
        if (random.Next(2) == 0) bytes[0] = (byte)(random.Next(1, 16) << 4);
        return bytes;
    }

    private static async Task<int> RepeatAsync(TimeSpan duration, int seed, Func<Random, Task> once)
    {
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        var times = 0;
        for (; clock.Elapsed < duration; times++)
        {
            try
            {
                await once(random).WaitAsync(EachWithin);
            }
            catch (Exception refused) when (refused is IOException or SocketException or WebSocketException or AuthenticationException or HttpRequestException or TimeoutException)
            {
                // The hub closed the connection: its right.
                Debug.WriteLine(refused.Message);
            }
        }
        return times;
    }
}
