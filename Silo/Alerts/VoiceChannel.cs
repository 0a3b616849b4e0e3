using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using SafetyHub.Alerts;
using SafetyHub.Devices;
using SafetyHub.Grains.Alerts;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Alerts;

/// <summary>Lets the person's own robot or speaker say what happens. Delivered means that the device's grain keeps the command and sends it until it expires.</summary>
internal sealed class VoiceChannel(IGrainFactory grains) : IAlertSender
{
    private const string Actor = "hub";
    private static readonly JsonSerializerOptions ReadableHangul = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public AlertChannel Channel => AlertChannel.Voice;

    public async Task<SendOutcome> SendAsync(AlertOrder order, IncidentSnapshot incident, CancellationToken cancel)
    {
        if (!TryReadRecipient(order.Recipient, out var kind, out var device)) return SendOutcome.GiveUp("the recipient is not a device");
        var data = JsonSerializer.Serialize(new { text = AlertTexts.Spoken(order.Text, order.Language), language = AlertTexts.LanguageOf(order.Language) }, ReadableHangul);
        var outcome = await grains.GetDevice(kind, device).Send(new CommandRequest("say", data, order.ExpiresAt, Actor, order.Id));
        return outcome.Refusal switch
        {
            CommandRefusal.None => SendOutcome.Delivered($"command {outcome.Command?.Id}"),
            CommandRefusal.TooMany => SendOutcome.Retry("the device has too many open commands"),
            _ => SendOutcome.GiveUp($"the device cannot say it: {outcome.Refusal}"),
        };
    }

    private static bool TryReadRecipient(string recipient, out DeviceKind kind, out DeviceId device)
    {
        (kind, device) = (default, default);
        if (!recipient.StartsWith("device:", StringComparison.Ordinal)) return false;
        var parts = recipient["device:".Length..].Split('/');
        return parts.Length == 2 && Enum.TryParse(parts[0], ignoreCase: true, out kind) && Enum.IsDefined(kind) && DeviceId.TryParse(parts[1], out device);
    }
}
