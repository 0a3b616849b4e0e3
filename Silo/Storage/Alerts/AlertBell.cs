using System.Threading.Channels;

namespace SafetyHub.Silo.Storage;

/// <summary>Wakes whoever sends alerts when this process has queued one. A ring while nobody listens is not lost, and many are one.</summary>
public sealed class AlertBell
{
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Rings.</summary>
    public void Ring() => _rung.Writer.TryWrite(true);

    /// <summary>Waits for a ring, for one listener. Alerts that another process queued do not ring here: look at the outbox every few seconds too.</summary>
    public async Task WaitAsync(CancellationToken cancel) => await _rung.Reader.ReadAsync(cancel);
}
