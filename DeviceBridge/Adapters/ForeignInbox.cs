using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>
/// Works off what the adapters' connections read: the messages of one foreign camera in their order, those of different ones beside each other. A carrier
/// acknowledges a message when its task has completed. Safe for concurrent use.
/// </summary>
internal sealed partial class ForeignInbox(
    AdapterIntake intake, IHostApplicationLifetime life, IOptions<AdaptersOptions> options, AdapterMetrics metrics, ILogger<ForeignInbox> log)
{
    private readonly Dictionary<(string Adapter, string Foreign), (Task Tail, int Count)> _tails = [];
    private readonly Dictionary<string, int> _inWork = new(StringComparer.Ordinal);

    /// <summary>Takes a reading. The task completes when the hub has what becomes of it; it is cancelled when the connection ends first.</summary>
    public Task PostAsync(AdapterLink adapter, ForeignReading reading, CancellationToken connection)
    {
        var key = (adapter.Name, reading.Foreign);
        lock (_tails)
        {
            var (before, count) = _tails.GetValueOrDefault(key, (Task.CompletedTask, 0));
            _inWork[adapter.Name] = _inWork.GetValueOrDefault(adapter.Name) + 1;
            var work = RunAsync(before, adapter, reading, connection);
            _tails[key] = (work, count + 1);
            return work;
        }
    }

    /// <summary>
    /// Takes a reading that nobody sends again (QoS 0): it is worked off also when its connection has ended, because there are systems that publish and go. When
    /// the adapter has as many messages in work as it may, it is dropped and counted.
    /// </summary>
    public void TryPostForGood(AdapterLink adapter, ForeignReading reading)
    {
        if (IsFull(adapter)) adapter.Count("overflow");
        else _ = PostAsync(adapter, reading, life.ApplicationStopping);
    }

    private bool IsFull(AdapterLink adapter)
    {
        lock (_tails) return _inWork.GetValueOrDefault(adapter.Name) >= options.Value.MessagesInWork;
    }

    private async Task RunAsync(Task before, AdapterLink adapter, ForeignReading reading, CancellationToken connection)
    {
        // Away from the caller, who holds the lock.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        try
        {
            connection.ThrowIfCancellationRequested();
            await intake.HandleAsync(adapter, reading, connection);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Edge of the loop: no acknowledgement, so the broker sends the message again on the next connection.
            metrics.Fault("intake");
            NotHandled(error, adapter.Name);
            throw;
        }
        finally
        {
            Leave((adapter.Name, reading.Foreign));
        }
    }

    private void Leave((string Adapter, string Foreign) key)
    {
        lock (_tails)
        {
            _inWork[key.Adapter]--;
            var (tail, count) = _tails[key];
            if (count == 1) _tails.Remove(key);
            else _tails[key] = (tail, count - 1);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A message of adapter {Adapter} could not be handled")]
    private partial void NotHandled(Exception error, string adapter);
}
