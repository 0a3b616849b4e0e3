using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;

namespace SafetyHub.Testing.Mqtt;

/// <summary>
/// A bare MQTT 3.1.1 client over a socket for load and fault tests: it costs little CPU beside the hub it drives, knows exactly which publish
/// was acknowledged, and can do what a well-behaved client cannot (stop reading, send any bytes).
/// </summary>
public sealed class RawMqttClient : IAsyncDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ConcurrentDictionary<ushort, TaskCompletionSource> _unacknowledged = new();
    private readonly TaskCompletionSource<byte> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private Stream? _stream;
    private int _packet;

    /// <summary>Called for each message that comes down, on the reading thread.</summary>
    public Action<string, byte[]>? Received { get; set; }

    /// <summary>False: messages that come down at QoS 1 are not acknowledged, as a broken client would.</summary>
    public bool AcknowledgesMessages { get; set; } = true;

    /// <summary>Completes when the connection is gone.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Publishes that are not acknowledged yet.</summary>
    public int Unacknowledged => _unacknowledged.Count;

    /// <summary>Opens the socket only.</summary>
    public async Task OpenAsync(int port)
    {
        await _socket.ConnectAsync("127.0.0.1", port);
        _stream = new NetworkStream(_socket, ownsSocket: false);
    }

    /// <summary>Opens and signs in; returns the CONNACK's code (0 = accepted).</summary>
    public async Task<byte> ConnectAsync(int port, string clientId, string? user, string? password, bool clean = true, ushort keepAlive = 60, MqttWill? will = null)
    {
        await OpenAsync(port);
        _ = ReadAsync();
        await SendAsync(MqttPackets.Connect(clientId, user, password, clean, keepAlive, will));
        await Task.WhenAny(_connected.Task, _closed.Task);
        return _connected.Task.IsCompletedSuccessfully ? _connected.Task.Result : throw new IOException("The broker closed the connection before CONNACK");
    }

    /// <summary>Publishes at QoS 1; the task completes with the PUBACK and fails when the connection ends before.</summary>
    public async Task PublishAsync(string topic, ReadOnlyMemory<byte> payload)
    {
        var id = NextId();
        var acknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _unacknowledged[id] = acknowledged;
        if (_closed.Task.IsCompleted) throw new IOException("The connection is closed");
        await SendAsync(MqttPackets.Publish(topic, payload.Span, id));
        await acknowledged.Task;
    }

    /// <summary>Publishes at QoS 0.</summary>
    public Task PublishQos0Async(string topic, ReadOnlyMemory<byte> payload) => SendAsync(MqttPackets.Publish(topic, payload.Span, 0));

    /// <summary>Subscribes at QoS 1, without waiting for the SUBACK.</summary>
    public Task SubscribeAsync(string filter) => SendAsync(MqttPackets.Subscribe(filter, NextId()));

    /// <summary>Sends any bytes.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await _sending.WaitAsync();
        try
        {
            await (_stream ?? throw new InvalidOperationException("Not open")).WriteAsync(bytes);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Says goodbye: the Last Will is not sent.</summary>
    public Task DisconnectAsync() => SendAsync(new byte[] { 0xE0, 0 });

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        Fail(new IOException("Disposed"));
        return ValueTask.CompletedTask;
    }

    private ushort NextId()
    {
        while (true)
        {
            var id = (ushort)Interlocked.Increment(ref _packet);
            if (id != 0 && !_unacknowledged.ContainsKey(id)) return id;
        }
    }

    private async Task ReadAsync()
    {
        var reader = PipeReader.Create(_stream!);
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync();
                var rest = read.Buffer;
                while (MqttPackets.TryRead(ref rest, out var header, out var body)) await HandleAsync(header, body);
                reader.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted) throw new IOException("The broker closed the connection");
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            Fail(fault);
        }
    }

    private async ValueTask HandleAsync(byte header, ReadOnlySequence<byte> body)
    {
        switch (header >> 4)
        {
            case 2:
                _connected.TrySetResult(body.Slice(1, 1).FirstSpan[0]);
                break;
            case 3:
                await HandleMessageAsync(header, body.ToArray());
                break;
            case 4:
                if (_unacknowledged.TryRemove(BinaryPrimitives.ReadUInt16BigEndian(body.Slice(0, 2).ToArray()), out var waiting)) waiting.TrySetResult();
                break;
        }
    }

    private async ValueTask HandleMessageAsync(byte header, byte[] body)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(body);
        var qos = (header >> 1) & 3;
        var start = 2 + length + (qos > 0 ? 2 : 0);
        if (qos > 0 && AcknowledgesMessages) await SendAsync(new byte[] { 0x40, 2, body[2 + length], body[3 + length] });
        Received?.Invoke(Encoding.UTF8.GetString(body, 2, length), body[start..]);
    }

    private void Fail(Exception fault)
    {
        _closed.TrySetResult();
        foreach (var id in _unacknowledged.Keys)
        {
            if (_unacknowledged.TryRemove(id, out var waiting)) waiting.TrySetException(fault);
        }
    }
}
