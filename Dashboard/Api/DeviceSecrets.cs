using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SafetyHub.Dashboard.Api;

/// <summary>Makes secrets and codes for devices.</summary>
internal static class DeviceSecrets
{
    /// <summary>A new secret of 256 random bits with the salt and hash that are stored in its place.</summary>
    public static (string Secret, byte[] Salt, byte[] Hash) NewSecret()
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var salt = RandomNumberGenerator.GetBytes(16);
        return (secret, salt, SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(secret)]));
    }

    /// <summary>A claim code an installer can type: 10 characters without look-alikes (50 random bits, at most 5 tries).</summary>
    public static string NewCode() => RandomNumberGenerator.GetString("23456789abcdefghjkmnpqrstuvwxyz", 10);

    /// <summary>What is stored of a claim code.</summary>
    public static byte[] HashCode(string claimId, string code) => SHA256.HashData(Encoding.UTF8.GetBytes(claimId + "\n" + code));
}
