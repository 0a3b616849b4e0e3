using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Mqtt.Codecs;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>Exchanges a claim code for an id and a new secret, once.</summary>
internal sealed partial class ProvisioningDesk(IDeviceRegistry registry, SecurityJournal journal, TimeProvider time, MqttMetrics metrics, ILogger<ProvisioningDesk> log)
{
    private const int WrongCodeLimit = 5;

    /// <summary>Answers a request; null when the registry could not be asked, and the request must not be acknowledged.</summary>
    public async Task<byte[]?> AnswerAsync(string claimId, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (ProvisioningDecoder.TryDecode(payload.Span, now, out var request) is { } rejection)
        {
            metrics.Rejected(rejection.Cause);
            return DownPayloads.NotProvisioned($"{rejection.Cause}: {rejection.Detail}");
        }
        try
        {
            return await ExchangeAsync(claimId, request!.Code, now, cancel);
        }
        catch (Exception error)
        {
            metrics.Fault("provisioning");
            Failed(error, claimId);
            return null;
        }
    }

    private async Task<byte[]> ExchangeAsync(string claimId, string code, DateTimeOffset now, CancellationToken cancel)
    {
        var claim = await registry.FindClaimAsync(claimId, cancel);
        if (Closed(claim, now) is { } reason) return DownPayloads.NotProvisioned(reason);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(claimId + "\n" + code));
        if (!CryptographicOperations.FixedTimeEquals(hash, claim!.CodeHash))
        {
            var wrong = await registry.CountWrongCodeAsync(claimId, cancel);
            if (wrong >= WrongCodeLimit) journal.Note("hub", "provision.claim-dead", $"claim/{claimId}", $"{wrong} wrong codes");
            return DownPayloads.NotProvisioned("wrong-code");
        }
        var registration = await registry.FindAsync(claim.DeviceId, cancel);
        if (registration is null) return DownPayloads.NotProvisioned("unknown-device");
        if (!await registry.TryUseClaimAsync(claimId, now, cancel)) return DownPayloads.NotProvisioned("used");
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var salt = RandomNumberGenerator.GetBytes(16);
        // From here the caller's deadline no longer counts: the claim is used, so its secret must be stored.
        await registry.SaveAsync(registration with { SecretSalt = salt, SecretHash = SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(secret)]) }, CancellationToken.None);
        journal.Note($"device:{claim.DeviceId}", "provision.claimed", $"claim/{claimId}", null);
        return DownPayloads.Provisioned(claim.DeviceId, secret);
    }

    private static string? Closed(DeviceClaim? claim, DateTimeOffset now) => claim switch
    {
        null => "unknown",
        { UsedAt: not null } => "used",
        { WrongCodes: >= WrongCodeLimit } => "dead",
        _ when claim.ExpiresAt <= now => "expired",
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Claim {ClaimId} could not be handled; the request is not acknowledged")]
    private partial void Failed(Exception error, string claimId);
}
