using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Mqtt;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Bridge;

/// <summary>Keeps this bridge on the roster, renewed every 5 s, and hands what the roster offers to the router.</summary>
internal sealed partial class BridgeLinkHost(IGrainFactory grains, DownRouter down, TimeProvider time, MqttMetrics metrics, ILogger<BridgeLinkHost> log)
    : BackgroundService, IBridgeLink
{
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CallDeadline = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public Task Deliver(DownMessage message) => down.DeliverAsync(message);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var self = grains.CreateObjectReference<IBridgeLink>(this);
        var roster = grains.GetGrain<IBridgeRosterGrain>(GrainKeys.BridgeRoster);
        using var timer = new PeriodicTimer(RenewEvery, time);
        try
        {
            do await TryAsync(() => roster.Renew(self), "renew", stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await TryAsync(() => roster.Leave(self), "leave", CancellationToken.None);
        }
        finally
        {
            grains.DeleteObjectReference<IBridgeLink>(self);
        }
    }

    private async Task TryAsync(Func<Task> call, string what, CancellationToken cancel)
    {
        try
        {
            await call().WaitAsync(CallDeadline, time, cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            metrics.Fault("roster");
            NotRenewed(error, what);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The roster of bridges could not be reached to {What}; it is tried again in 5 s")]
    private partial void NotRenewed(Exception error, string what);
}
