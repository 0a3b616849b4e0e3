using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SafetyHub.Silo.Secrets;

namespace SafetyHub.Silo.Alerts.Push;

/// <summary>The hub's voluntary identification towards push services (RFC 8292): a key pair made once, and the signed header of each message.</summary>
internal sealed class VapidKeys(ISharedSecrets secrets, AlertsSection options, TimeProvider clock) : IDisposable
{
    private const string SecretName = "vapid";
    private static readonly TimeSpan Validity = TimeSpan.FromHours(12);
    private static readonly string Header = Base64Url.EncodeToString("""{"typ":"JWT","alg":"ES256"}"""u8);

    private readonly Lazy<ECDsa> _key = new(() => Take(secrets));

    /// <summary>The public key, base64url, as browsers want it when they subscribe.</summary>
    public string PublicKey => Base64Url.EncodeToString(PushMessageCipher.UncompressedPoint(_key.Value.ExportParameters(false)));

    /// <summary>The parameter of the <c>Authorization: vapid</c> header for a push service.</summary>
    public string Authorize(Uri endpoint)
    {
        var claims = new Dictionary<string, object>
        {
            ["aud"] = endpoint.GetLeftPart(UriPartial.Authority),
            ["exp"] = (clock.GetUtcNow() + Validity).ToUnixTimeSeconds(),
            ["sub"] = options.Push.Contact,
        };
        var text = $"{Header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var signature = _key.Value.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"t={text}.{Base64Url.EncodeToString(signature)}, k={PublicKey}";
    }

    public void Dispose()
    {
        if (_key.IsValueCreated) _key.Value.Dispose();
    }

    /// <summary>Takes the stored key pair, or makes and stores one. Losing it makes every subscription worthless.</summary>
    private static ECDsa Take(ISharedSecrets secrets)
    {
        var stored = secrets.GetOrAdd(SecretName, () =>
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return Convert.ToBase64String(made.ExportPkcs8PrivateKey());
        });
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(stored), out _);
        return key;
    }
}
