using System.Security.Cryptography;
using System.Text;
using MQTTnet.Packets;
using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Adapters;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>Checks the CONNECT of a foreign system, which signs in as <c>adapter.{name}</c>: a name that no device can have.</summary>
internal sealed class AdapterSignIn(AdapterDirectory adapters)
{
    private const string UserPrefix = "adapter.";

    /// <summary>True when the user name is an adapter's form.</summary>
    public static bool IsMeant(string? user) => user?.StartsWith(UserPrefix, StringComparison.Ordinal) is true;

    /// <summary>Checks name, password and Last Will.</summary>
    public SignInResult Check(MqttConnectPacket connect)
    {
        var name = connect.Username![UserPrefix.Length..];
        var adapter = adapters.All.FirstOrDefault(a => a.Name == name && a.Source.Way == AdapterWay.Embedded);
        if (!SecretFits(adapter?.Source.Password, connect.Password)) return SignInResult.BadCredentials(adapter is null ? "unknown-adapter" : "wrong-secret");
        if (connect.WillFlag && (DeviceTopics.Malformed(connect.WillTopic) is not null || !adapter!.Protocol.Owns(connect.WillTopic))) return SignInResult.BadWill(0x90, "will-topic");
        return SignInResult.OfAdapter(adapter!);
    }

    // Hashed first, so that the time tells neither the length nor whether the name exists.
    private static bool SecretFits(string? secret, byte[]? given) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret ?? "")), SHA256.HashData(given ?? [])) && secret is { Length: > 0 };
}
