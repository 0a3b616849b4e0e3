using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Mqtt;
using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Bridge;

/// <summary>
/// Brings messages down to a device: to its sessions here or, when it has none here that wants the message, by the roster to the other bridges.
/// </summary>
internal sealed partial class DownRouter(IServiceProvider services, IGrainFactory grains, DeviceDirectory devices, MqttMetrics metrics, ILogger<DownRouter> log)
{
    // Late, because the carrier needs the intake, which needs this.
    private readonly Lazy<IDownCarrier> _carrier = new(services.GetRequiredService<IDownCarrier>);

    /// <summary>Sends a message of this bridge.</summary>
    public void Send(DeviceLink device, DownChannel channel, byte[] payload)
    {
        // Kept sessions get it when the roster brings it back, so that it is not kept twice.
        if (_carrier.Value.TrySend(device, channel, payload, keep: false)) return;
        _ = OfferAsync(new DownMessage(device.Id, channel, Encoding.UTF8.GetString(payload)));
    }

    /// <summary>Delivers a message that was offered to all bridges; does nothing when the device is not here.</summary>
    public async Task DeliverAsync(DownMessage message)
    {
        var device = _carrier.Value.ReachesAll
            ? await devices.FindRegisteredAsync(message.Device.Value, CancellationToken.None)
            : devices.Find(message.Device);
        if (device is not null) _carrier.Value.TrySend(device, message.Channel, Encoding.UTF8.GetBytes(message.PayloadJson), keep: true);
    }

    private async Task OfferAsync(DownMessage message)
    {
        try
        {
            await grains.GetGrain<IBridgeRosterGrain>(GrainKeys.BridgeRoster).Deliver(message);
        }
        catch (Exception error)
        {
            // Edge: the roster is out of reach. A receipt is lost (the same event again gives it again), a command is in the ledger.
            metrics.Undelivered("roster");
            NotOffered(error, message.Channel, message.Device);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A {Channel} for {Device} could not be offered to the other bridges")]
    private partial void NotOffered(Exception error, DownChannel channel, DeviceId device);
}
