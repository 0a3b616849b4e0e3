using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace SafetyHub.DeviceBridge.Tests.Clients;

/// <summary>MQTT by hand, for what no honest client sends.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _tcp = new() { NoDelay = true };
    private readonly bool _version5;
    private ushort _packetId;

    private RawClient(bool version5) => _version5 = version5;

    public NetworkStream Stream => _tcp.GetStream();

    public static async Task<RawClient> OpenAsync(int port, bool version5 = false)
    {
        var client = new RawClient(version5);
        await client._tcp.ConnectAsync("127.0.0.1", port);
        return client;
    }

    public static async Task<RawClient> SignInAsync(int port, string device, string? clientId = null, bool version5 = false, ushort keepAlive = 30, bool clean = true)
    {
        var client = await OpenAsync(port, version5);
        var answer = await client.ConnectAsync(clientId ?? device + "-raw", device, "secret-" + device, keepAlive, clean);
        Assert.Equal(0, answer[3]);
        return client;
    }

    public async Task<byte[]> ConnectAsync(string clientId, string? user, string? password, ushort keepAlive = 30, bool clean = true, byte[]? properties = null, (string Topic, string Payload)? will = null)
    {
        var flags = (user is null ? 0 : 0x80) | (password is null ? 0 : 0x40) | (clean ? 2 : 0) | (will is null ? 0 : 0x0C);
        byte[] body = [.. Text("MQTT"), (byte)(_version5 ? 5 : 4), (byte)flags, (byte)(keepAlive >> 8), (byte)keepAlive, .. Properties(properties), .. Text(clientId)];
        if (will is { } w) body = [.. body, .. Properties(null), .. Text(w.Topic), .. Text(w.Payload)];
        if (user is not null) body = [.. body, .. Text(user)];
        if (password is not null) body = [.. body, .. Text(password)];
        await SendAsync(0x10, body);
        return await ReadPacketAsync();
    }

    public Task SubscribeAsync(params string[] filters)
    {
        byte[] body = [.. Id(++_packetId), .. Properties(null)];
        foreach (var filter in filters) body = [.. body, .. Text(filter), 1];
        return SendAsync(0x82, body);
    }

    public Task<ushort> PublishAsync(string topic, string payload, int qos = 1) => PublishAsync(Encoding.UTF8.GetBytes(topic), Encoding.UTF8.GetBytes(payload), qos);

    public async Task<ushort> PublishAsync(byte[] topic, byte[] payload, int qos = 1, ushort? id = null, bool dup = false)
    {
        var packetId = id ?? ++_packetId;
        await SendAsync((byte)(0x30 | qos << 1 | (dup ? 8 : 0)), [(byte)(topic.Length >> 8), (byte)topic.Length, .. topic, .. qos > 0 ? Id(packetId) : [], .. Properties(null), .. payload]);
        return packetId;
    }

    public Task PingAsync() => Stream.WriteAsync(new byte[] { 0xC0, 0 }).AsTask();

    public Task SendAsync(byte first, byte[] body) => Stream.WriteAsync(Frame(first, body)).AsTask();

    /// <summary>The next packet with its header; empty when the hub closed the connection.</summary>
    public async Task<byte[]> ReadPacketAsync(double seconds = 15)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            var head = new byte[1];
            if (await Stream.ReadAsync(head, limit.Token) == 0) return [];
            var (length, shift) = (0, 0);
            var lengthBytes = new List<byte>();
            byte b;
            do
            {
                var one = new byte[1];
                await Stream.ReadExactlyAsync(one, limit.Token);
                lengthBytes.Add(b = one[0]);
                length |= (b & 0x7F) << shift;
                shift += 7;
            }
            while ((b & 0x80) != 0);
            var body = new byte[length];
            await Stream.ReadExactlyAsync(body, limit.Token);
            return [head[0], .. lengthBytes, .. body];
        }
        catch (Exception error) when (error is IOException or EndOfStreamException)
        {
            return [];
        }
    }

    /// <summary>Reads on until a packet of that type comes.</summary>
    public async Task<byte[]> ReadUntilAsync(int type, double seconds = 15)
    {
        while (true)
        {
            var packet = await ReadPacketAsync(seconds);
            if (packet.Length == 0 || packet[0] >> 4 == type) return packet;
        }
    }

    public static byte[] Frame(byte first, byte[] body)
    {
        var frame = new List<byte> { first };
        var length = body.Length;
        do
        {
            frame.Add((byte)(length < 128 ? length : length & 0x7F | 0x80));
            length >>= 7;
        }
        while (length > 0);
        return [.. frame, .. body];
    }

    public void Dispose() => _tcp.Dispose();

    private byte[] Properties(byte[]? properties) => _version5 ? [(byte)(properties?.Length ?? 0), .. properties ?? []] : [];

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [.. Id((ushort)bytes.Length), .. bytes];
    }

    private static byte[] Id(ushort id)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, id);
        return bytes;
    }
}
