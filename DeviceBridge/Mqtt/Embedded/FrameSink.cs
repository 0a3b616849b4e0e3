using System.Buffers;
using System.IO.Pipelines;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>The way out of a connection. One writer at a time; a client that does not read is seen by how long a flush lasts.</summary>
internal sealed class FrameSink(PipeWriter output, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _lock = new(1, 1);
    private long _flushingSince;

    /// <summary>How long the client has not read what was written for it.</summary>
    public TimeSpan Stuck => Volatile.Read(ref _flushingSince) is var since and not 0 ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Writes what has been gathered and clears it.</summary>
    public async ValueTask WriteAsync(ArrayBufferWriter<byte> gathered)
    {
        await _lock.WaitAsync();
        try
        {
            output.Write(gathered.WrittenSpan);
            gathered.ResetWrittenCount();
            await FlushAsync_NeedsLock();
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <summary>Writes what the outbox may send now.</summary>
    public async ValueTask WriteAsync(Outbox outbox, bool version5, uint packetLimit, MqttMetrics metrics)
    {
        await _lock.WaitAsync();
        try
        {
            var any = false;
            while (outbox.TryNext(out var message, out var packetId))
            {
                if (PacketWriter.PublishSize(message, version5) > packetLimit)
                {
                    metrics.Undelivered("client-packet-limit");
                    if (packetId != 0) outbox.Acknowledge(packetId);
                    continue;
                }
                PacketWriter.Publish(output, message, packetId, duplicate: false, version5);
                any = true;
            }
            if (any) await FlushAsync_NeedsLock();
        }
        finally
        {
            _lock.Release();
        }
    }

    public void Dispose() => _lock.Dispose();

    private async ValueTask FlushAsync_NeedsLock()
    {
        var flush = output.FlushAsync();
        if (flush.IsCompletedSuccessfully)
        {
            flush.GetAwaiter().GetResult();
            return;
        }
        Volatile.Write(ref _flushingSince, time.GetTimestamp());
        try
        {
            await flush;
        }
        finally
        {
            Volatile.Write(ref _flushingSince, 0);
        }
    }
}
