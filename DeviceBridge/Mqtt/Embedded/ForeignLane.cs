using System.Buffers;
using System.Text;
using System.Threading.Channels;
using SafetyHub.DeviceBridge.Adapters;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>
/// What a foreign system publishes on one connection. It may publish under its adapter's prefix and is answered in order, each message when the hub has what becomes
/// of it; 32 may wait, then nothing more is read. Nothing is routed to anybody and nothing is kept as retained.
/// </summary>
internal sealed class ForeignLane : IDisposable
{
    private const int InWork = 32;
    private const int MostConnections = 64;
    private const byte NotAuthorized = 0x87;

    private readonly BrokerParts _parts;
    private readonly AdapterLink _adapter;
    private readonly FrameSink _sink;
    private readonly Action<CloseReason> _close;
    private readonly bool _version5;
    private readonly Channel<(Task Handling, ushort PacketId, int Qos, byte Reason)> _answers =
        Channel.CreateBounded<(Task, ushort, int, byte)>(new BoundedChannelOptions(InWork) { SingleReader = true, SingleWriter = true });
    private readonly CancellationTokenSource _ended = new();

    private ForeignLane(BrokerParts parts, AdapterLink adapter, FrameSink sink, bool version5, Action<CloseReason> close)
    {
        (_parts, _adapter, _sink, _version5, _close) = (parts, adapter, sink, version5, close);
        _ = AnswerAsync();
    }

    /// <summary>Largest packet: Frigate publishes its best pictures beside the events, some 30 to 200 KiB.</summary>
    public const int PacketLimit = 512 * 1024;

    /// <summary>True while nothing is read because too much is in work.</summary>
    public bool Waiting { get; private set; }

    /// <summary>Opens the lane, or null when the adapter has as many connections as it may.</summary>
    public static ForeignLane? TryOpen(BrokerParts parts, AdapterLink adapter, FrameSink sink, bool version5, Action<CloseReason> close) =>
        adapter.Connection.TryOpen(MostConnections) ? new ForeignLane(parts, adapter, sink, version5, close) : null;

    /// <summary>Handles a PUBLISH; returns the reason to close, or null.</summary>
    public async ValueTask<CloseReason?> TakeAsync(PublishFrame frame)
    {
        var topic = Encoding.UTF8.GetString(frame.Topic.Span);
        if (DeviceTopics.Malformed(topic) is not null) return CloseReason.TopicInvalid;
        if (!_adapter.Protocol.Owns(topic))
        {
            _adapter.Count("not-allowed");
            _parts.Journal.Note($"adapter:{_adapter.Name}", "mqtt.foreign-topic", $"adapter/{_adapter.Name}", "published outside of its own prefix");
            return await AnswerInOrderAsync(Task.CompletedTask, frame, NotAuthorized);
        }
        var reading = _parts.Foreign.Intake.Read(_adapter, new ForeignMessage(topic, frame.Payload, Retained: false, _parts.Time.GetUtcNow()));
        if (frame.Qos == 0)
        {
            if (reading is not null) _parts.Foreign.Inbox.TryPostForGood(_adapter, reading);
            return null;
        }
        var handling = reading is null ? Task.CompletedTask : _parts.Foreign.Inbox.PostAsync(_adapter, reading, _ended.Token);
        return await AnswerInOrderAsync(handling, frame, 0);
    }

    /// <summary>Handles a PUBREL.</summary>
    public async Task ReleaseAsync(ushort packetId)
    {
        var output = new ArrayBufferWriter<byte>(8);
        PacketWriter.Complete(output, packetId);
        await _sink.WriteAsync(output);
    }

    /// <summary>Zero when the system may have the filter. What it subscribes to never comes, because nobody publishes to it here.</summary>
    public byte Check(string filter)
    {
        if (!DeviceTopics.IsFilter(filter)) return SubscriptionRules.FilterInvalid;
        if (filter.StartsWith("$share/", StringComparison.Ordinal)) return SubscriptionRules.NotShared;
        return filter.StartsWith(_adapter.Source.Prefix + "/", StringComparison.Ordinal) ? (byte)0 : SubscriptionRules.NotAuthorized;
    }

    /// <summary>The system went without a word: its Last Will is a message like another.</summary>
    public Task SpeakWillAsync(string topic, byte[] payload, CancellationToken cancel)
    {
        var reading = _parts.Foreign.Intake.Read(_adapter, new ForeignMessage(topic, payload, Retained: false, _parts.Time.GetUtcNow()));
        return reading is null ? Task.CompletedTask : _parts.Foreign.Inbox.PostAsync(_adapter, reading, cancel);
    }

    /// <summary>Lets go of everything that waits.</summary>
    public async Task EndAsync()
    {
        _adapter.Connection.Close();
        _answers.Writer.TryComplete();
        await _ended.CancelAsync();
    }

    public void Dispose() => _ended.Dispose();

    private async ValueTask<CloseReason?> AnswerInOrderAsync(Task handling, PublishFrame frame, byte reason)
    {
        if (frame.Qos == 0) return null;
        Waiting = true;
        try
        {
            await _answers.Writer.WriteAsync((handling, frame.PacketId, frame.Qos, reason), _ended.Token);
            return null;
        }
        finally
        {
            Waiting = false;
        }
    }

    private async Task AnswerAsync()
    {
        try
        {
            await foreach (var (handling, packetId, qos, reason) in _answers.Reader.ReadAllAsync(_ended.Token))
            {
                await handling;
                var output = new ArrayBufferWriter<byte>(8);
                PacketWriter.Acknowledge(output, packetId, qos, _version5, reason);
                await _sink.WriteAsync(output);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The connection ended first; the system sends again what was not acknowledged.
        }
        catch (Exception)
        {
            // Edge of the loop: the inbox has said what failed. Without an acknowledgement the system sends the message again on its next connection.
            _parts.Metrics.Fault("foreign");
            _close(CloseReason.NotStored);
        }
    }
}
