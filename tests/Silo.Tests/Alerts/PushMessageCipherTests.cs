using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SafetyHub.Silo.Alerts.Push;

namespace SafetyHub.Silo.Tests.Alerts;

public sealed class PushMessageCipherTests
{
    [Fact]
    public void Encrypt_ExampleOfRfc8291Section5_GivesItsMessage()
    {
        using var sender = Sender(
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8", "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
        var message = PushMessageCipher.Encrypt(
            Encoding.UTF8.GetBytes("When I grow up, I want to be a watermelon"),
            Bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
            Bytes("BTBZMqHH6r4Tts7J_aSIgg"),
            sender,
            Bytes("DGv6ra1nlYgDCS1FRnbzlw"));

        Assert.Equal(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
            Base64Url.EncodeToString(message));
    }

    [Fact]
    public void Encrypt_LongestText_FitsIntoWhatPushServicesTake()
    {
        using var browser = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var key = PushMessageCipher.UncompressedPoint(browser.ExportParameters(false));

        Assert.Equal(4096, PushMessageCipher.Encrypt(new byte[PushMessageCipher.LongestPlaintext], key, new byte[16]).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => PushMessageCipher.Encrypt(new byte[PushMessageCipher.LongestPlaintext + 1], key, new byte[16]));
    }

    [Fact]
    public void Encrypt_KeyThatIsNoPointOfTheCurve_IsRefused()
    {
        byte[] key = [4, .. new byte[64]];

        Assert.ThrowsAny<CryptographicException>(() => PushMessageCipher.Encrypt("x"u8, key, new byte[16]));
    }

    private static ECDiffieHellman Sender(string publicKey, string privateKey)
    {
        var key = PushMessageCipher.Point(Bytes(publicKey));
        key.D = Bytes(privateKey);
        return ECDiffieHellman.Create(key);
    }

    private static byte[] Bytes(string base64Url) => Base64Url.DecodeFromChars(base64Url);
}
