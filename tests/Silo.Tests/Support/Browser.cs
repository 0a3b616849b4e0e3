using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SafetyHub.Duty;

namespace SafetyHub.Silo.Tests.Support;

/// <summary>The browser's side of Web Push: makes a subscription and opens messages, written from RFC 8188 and 8291 apart from the hub's own code.</summary>
internal sealed class Browser : IDisposable
{
    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(16);

    public PushSubscription Subscribe(string endpoint) =>
        new(endpoint, Base64Url.EncodeToString(PublicKey()), Base64Url.EncodeToString(_secret), Samples.Noon, null);

    public string Open(byte[] message)
    {
        var salt = message[..16];
        var recordSize = BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(16));
        var keyLength = message[20];
        var senderKey = message[21..(21 + keyLength)];
        var record = message[(21 + keyLength)..];
        if (record.Length > recordSize) throw new InvalidDataException("More than one record");

        using var sender = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = senderKey[1..33], Y = senderKey[33..65] },
        });
        var agreed = _key.DeriveRawSecretAgreement(sender.PublicKey);
        byte[] info = [.. "WebPush: info"u8, 0, .. PublicKey(), .. senderKey];
        var input = HKDF.Expand(HashAlgorithmName.SHA256, HKDF.Extract(HashAlgorithmName.SHA256, agreed, _secret), 32, info);
        var key = HKDF.Extract(HashAlgorithmName.SHA256, input, salt);
        return Decrypt(record, HKDF.Expand(HashAlgorithmName.SHA256, key, 16, [.. "Content-Encoding: aes128gcm"u8, 0]), HKDF.Expand(HashAlgorithmName.SHA256, key, 12, [.. "Content-Encoding: nonce"u8, 0]));
    }

    public void Dispose() => _key.Dispose();

    private static string Decrypt(byte[] record, byte[] key, byte[] nonce)
    {
        using var gcm = new AesGcm(key, 16);
        var padded = new byte[record.Length - 16];
        gcm.Decrypt(nonce, record.AsSpan(0, padded.Length), record.AsSpan(padded.Length), padded);
        var end = Array.FindLastIndex(padded, b => b != 0);
        if (padded[end] != 2) throw new InvalidDataException("Not the last record");
        return Encoding.UTF8.GetString(padded, 0, end);
    }

    private byte[] PublicKey()
    {
        var point = _key.ExportParameters(false).Q;
        return [4, .. point.X!, .. point.Y!];
    }
}
