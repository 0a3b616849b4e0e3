using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>Offers messages to the bridges. Best effort: what no bridge took is given to the device at its next connection.</summary>
internal sealed partial class DownLink(IGrainFactory grains, ILogger<DownLink> logger)
{
    public void OfferCommand(DeviceId device, DeviceCommand command)
    {
        var payload = new JsonObject
        {
            ["id"] = command.Id,
            ["type"] = command.Type,
            ["data"] = JsonNode.Parse(command.DataJson),
            ["expiresAt"] = command.ExpiresAt.UtcDateTime,
        };
        _ = OfferAsync(new DownMessage(device, DownChannel.Command, payload.ToJsonString(Readable)));
    }

    public void OfferConfig(DeviceId device, string configJson) => _ = OfferAsync(new DownMessage(device, DownChannel.Config, configJson));

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task OfferAsync(DownMessage message)
    {
        try
        {
            await grains.GetGrain<IBridgeRosterGrain>(GrainKeys.BridgeRoster).Deliver(message);
        }
        catch (Exception failure)
        {
            // Edge: nobody waits for this. The command or configuration is stored and told at the next connection.
            DeviceMetrics.Postponed.Add(1, new KeyValuePair<string, object?>("work", "deliver"));
            LogNotOffered(logger, failure, message.Device);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message for device {Device} could not be offered to the bridges; it is told at the next connection")]
    private static partial void LogNotOffered(ILogger logger, Exception failure, DeviceId device);
}
