using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SafetyHub.Silo.Alerts.Push;

/// <summary>Encrypts a push message for one browser: RFC 8291 over RFC 8188 (<c>aes128gcm</c>), one record.</summary>
internal static class PushMessageCipher
{
    /// <summary>Longest text: push services take 4,096 bytes, header and tag included.</summary>
    public const int LongestPlaintext = 3993;

    private const int RecordSize = 4096;
    private const int KeyLength = 65;
    private const int SaltLength = 16;
    private const int TagLength = 16;
    private static readonly byte[] KeyInfo = Encoding.ASCII.GetBytes("WebPush: info\0");
    private static readonly byte[] ContentKeyInfo = Encoding.ASCII.GetBytes("Content-Encoding: aes128gcm\0");
    private static readonly byte[] NonceInfo = Encoding.ASCII.GetBytes("Content-Encoding: nonce\0");

    /// <summary>Encrypts with a fresh key pair and salt.</summary>
    /// <exception cref="CryptographicException">The browser's key is not a point of the curve.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> plaintext, byte[] browserKey, byte[] browserSecret)
    {
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(plaintext, browserKey, browserSecret, sender, RandomNumberGenerator.GetBytes(SaltLength));
    }

    /// <summary>Encrypts with the given key pair and salt, as the RFC's example does.</summary>
    internal static byte[] Encrypt(ReadOnlySpan<byte> plaintext, byte[] browserKey, byte[] browserSecret, ECDiffieHellman sender, byte[] salt)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, LongestPlaintext);
        var senderKey = UncompressedPoint(sender.ExportParameters(false));
        using var browser = ECDiffieHellman.Create(Point(browserKey));
        var agreed = sender.DeriveRawSecretAgreement(browser.PublicKey);
        var input = HKDF.DeriveKey(HashAlgorithmName.SHA256, agreed, 32, browserSecret, [.. KeyInfo, .. browserKey, .. senderKey]);
        var contentKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 16, salt, ContentKeyInfo);
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 12, salt, NonceInfo);
        return Seal(plaintext, contentKey, nonce, salt, senderKey);
    }

    /// <summary>A point of the curve from its uncompressed form, as browsers give it.</summary>
    public static ECParameters Point(byte[] uncompressed)
    {
        if (uncompressed.Length != KeyLength || uncompressed[0] != 4) throw new CryptographicException("A browser's key has 65 bytes and starts with 4");
        return new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = uncompressed[1..33], Y = uncompressed[33..] } };
    }

    /// <summary>The uncompressed form of a public key.</summary>
    public static byte[] UncompressedPoint(ECParameters key) => [4, .. key.Q.X!, .. key.Q.Y!];

    private static byte[] Seal(ReadOnlySpan<byte> plaintext, byte[] contentKey, byte[] nonce, byte[] salt, byte[] senderKey)
    {
        byte[] record = [.. plaintext, 2]; // 2 marks the last record
        var message = new byte[SaltLength + 4 + 1 + KeyLength + record.Length + TagLength];
        salt.CopyTo(message, 0);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(SaltLength), RecordSize);
        message[SaltLength + 4] = KeyLength;
        senderKey.CopyTo(message, SaltLength + 5);
        var sealedPart = message.AsSpan(SaltLength + 5 + KeyLength);
        using var gcm = new AesGcm(contentKey, TagLength);
        gcm.Encrypt(nonce, record, sealedPart[..record.Length], sealedPart[record.Length..]);
        return message;
    }
}
