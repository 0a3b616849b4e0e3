using System.Buffers.Text;
using SafetyHub.Duty;

namespace SafetyHub.Grains.Duty;

/// <summary>Checks a caseworker's record and push subscriptions against the ranges of their contract.</summary>
internal static class CaseworkerRules
{
    private const int MaxEndpointCharacters = 2048;
    private const int PublicKeyBytes = 65;
    private const int SecretBytes = 16;

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public static StoredCaseworker Store(CaseworkerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Must(!string.IsNullOrWhiteSpace(profile.Name) && profile.Name.Length <= 100, "The name must have 1 to 100 characters");
        Must(profile.District is { Length: <= 64 }, "The district must have at most 64 characters");
        Must(profile.Language is "ko" or "en", "The language must be ko or en");
        return new StoredCaseworker { Name = profile.Name, District = profile.District, Language = profile.Language };
    }

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public static StoredSubscription Store(PushSubscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        Must(
            subscription.Endpoint is { Length: <= MaxEndpointCharacters } && Uri.TryCreate(subscription.Endpoint, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps,
            "The endpoint must be an https URL of at most 2048 characters");
        Must(HasBytes(subscription.P256dh, PublicKeyBytes), "The public key must be 65 bytes in base64url");
        Must(HasBytes(subscription.Auth, SecretBytes), "The secret must be 16 bytes in base64url");
        return new StoredSubscription
        {
            Endpoint = subscription.Endpoint, P256dh = subscription.P256dh, Auth = subscription.Auth,
            AddedAt = subscription.AddedAt, LastTakenAt = subscription.LastTakenAt,
        };
    }

    private static bool HasBytes(string text, int bytes) => Base64Url.IsValid(text, out var length) && length == bytes;

    private static void Must(bool holds, string otherwise)
    {
        if (!holds) throw new ArgumentException(otherwise);
    }
}
