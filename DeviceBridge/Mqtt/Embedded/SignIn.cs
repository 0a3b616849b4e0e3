using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using MQTTnet.Packets;
using SafetyHub.DeviceBridge.Adapters;
using SafetyHub.DeviceBridge.Mqtt.Codecs;
using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>Who connected.</summary>
internal sealed record Caller(string Source, X509Certificate2? Certificate, bool Version5);

/// <summary>The answer to a CONNECT: a device, a claim, or a refusal in the words of both protocol versions.</summary>
internal sealed record SignInResult(DeviceLink? Device, string? ClaimId, byte Reason5, byte Return3, string? Cause)
{
    /// <summary>The adapter whose foreign system connected, or null.</summary>
    public AdapterLink? Adapter { get; private init; }

    public bool Accepted => Reason5 == 0;

    public static SignInResult Of(DeviceLink device) => new(device, null, 0, 0, null);

    public static SignInResult OfClaim(string claimId) => new(null, claimId, 0, 0, null);

    public static SignInResult OfAdapter(AdapterLink adapter) => new(null, null, 0, 0, null) { Adapter = adapter };

    public static SignInResult BadCredentials(string cause) => new(null, null, 0x86, 4, cause);

    public static SignInResult NotAllowed(string cause) => new(null, null, 0x87, 5, cause);

    public static SignInResult BadClientId(string cause) => new(null, null, 0x85, 2, cause);

    public static SignInResult BadWill(byte reason5, string cause) => new(null, null, reason5, 5, cause);

    public static SignInResult Unavailable { get; } = new(null, null, 0x88, 3, "registry");
}

/// <summary>Checks a CONNECT against the registry. When the registry cannot be asked nobody gets in; who is connected stays.</summary>
internal sealed partial class SignIn(
    IDeviceRegistry registry,
    DeviceDirectory devices,
    AdapterSignIn adapters,
    FailureLedger failures,
    SecurityJournal journal,
    TimeProvider time,
    MqttMetrics metrics,
    ILogger<SignIn> log)
{
    /// <summary>User name of a device that has only a claim code yet.</summary>
    public const string ProvisionUser = "_provision";

    private const int LongestClientId = 128;

    // Hashed against when the id is unknown, so that the time of the answer does not tell which ids exist.
    private static readonly (byte[] Salt, byte[] Hash) Nobody = (new byte[16], new byte[32]);

    public async Task<SignInResult> CheckAsync(MqttConnectPacket connect, Caller caller, CancellationToken cancel)
    {
        SignInResult result;
        try
        {
            result = await FindAsync(connect, caller, cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Edge: the registry failed. Refuse, and say that it is not the device's fault.
            metrics.Fault("registry");
            RegistryFailed(error);
            result = SignInResult.Unavailable;
        }
        if (!result.Accepted) await NoteRefusalAsync(connect, caller, result, cancel);
        return result;
    }

    private async Task<SignInResult> FindAsync(MqttConnectPacket connect, Caller caller, CancellationToken cancel)
    {
        if (connect.ClientId is { Length: > LongestClientId } || !IsCleanText(connect.ClientId)) return SignInResult.BadClientId("client-id");
        if (connect.Username == ProvisionUser) return await FindClaimAsync(connect, cancel);
        if (AdapterSignIn.IsMeant(connect.Username)) return await FindAdapterAsync(connect, cancel);
        var id = connect.Username;
        if (caller.Certificate is { } certificate)
        {
            var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
            if (id is { Length: > 0 } && id != name) return SignInResult.NotAllowed("certificate-other-device");
            id = name;
        }
        var registration = DeviceId.TryParse(id, out var deviceId) ? await registry.FindAsync(deviceId, cancel) : null;
        var known = caller.Certificate is not null ? registration is not null : SecretFits(registration, connect.Password);
        if (!known) return SignInResult.BadCredentials(registration is null ? "unknown-device" : "wrong-secret");
        if (await IsOtherDeviceAsync(connect.ClientId, registration!.Id, cancel)) return SignInResult.BadClientId("client-id-of-other-device");
        return CheckWill(connect, registration) ?? SignInResult.Of(devices.Of(registration));
    }

    private async Task<SignInResult> FindClaimAsync(MqttConnectPacket connect, CancellationToken cancel)
    {
        if (connect.Password is { Length: > 0 } || connect.WillFlag) return SignInResult.NotAllowed("provision-form");
        if (!DeviceId.TryParse(connect.ClientId, out _)) return SignInResult.BadClientId("provision-claim-id");
        return await registry.FindClaimAsync(connect.ClientId, cancel) is null ? SignInResult.BadCredentials("unknown-claim") : SignInResult.OfClaim(connect.ClientId);
    }

    private async Task<SignInResult> FindAdapterAsync(MqttConnectPacket connect, CancellationToken cancel)
    {
        var result = adapters.Check(connect);
        if (!result.Accepted || !DeviceId.TryParse(connect.ClientId, out var id)) return result;
        return await registry.FindAsync(id, cancel) is null ? result : SignInResult.BadClientId("client-id-of-other-device");
    }

    private static bool SecretFits(DeviceRegistration? registration, byte[]? secret)
    {
        var (salt, hash) = registration is null ? Nobody : (registration.SecretSalt, registration.SecretHash);
        var given = SHA256.HashData([.. salt, .. secret ?? []]);
        return CryptographicOperations.FixedTimeEquals(given, hash) && registration is not null && secret is { Length: > 0 };
    }

    /// <summary>A device may not sit on the client id that another one will come with.</summary>
    private async ValueTask<bool> IsOtherDeviceAsync(string? clientId, DeviceId own, CancellationToken cancel) =>
        clientId != own.Value && DeviceId.TryParse(clientId, out var other) && await registry.FindAsync(other, cancel) is not null;

    /// <summary>The Last Will is a publish in advance: only the device's own state, and only one that can be read.</summary>
    private SignInResult? CheckWill(MqttConnectPacket connect, DeviceRegistration registration)
    {
        if (!connect.WillFlag) return null;
        if (connect.WillTopic != DeviceTopics.Of(registration.Id, "state")) return SignInResult.BadWill(0x90, "will-topic");
        var rejection = DeviceWordDecoder.TryDecodeState(connect.WillMessage, time.GetUtcNow(), out _);
        return rejection is null ? null : SignInResult.BadWill(0x99, "will-payload");
    }

    private async Task NoteRefusalAsync(MqttConnectPacket connect, Caller caller, SignInResult result, CancellationToken cancel)
    {
        metrics.SignInFailed(result.Cause!);
        if (result == SignInResult.Unavailable) return;
        var id = DeviceId.TryParse(connect.Username, out var device) ? device.Value : "?";
        var count = failures.Count(caller.Source, id);
        Refused(id, caller.Source, result.Cause!);
        if (count == 10) journal.Note("hub", "mqtt.sign-in-failures", $"source/{caller.Source}", $"10 failures within 5 minutes, last as {id}: {result.Cause}");
        await failures.WaitAsync(count, cancel);
    }

    private static bool IsCleanText(string? text) => text is null || !text.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\uFFFD' or '/' or '+' or '#');

    [LoggerMessage(Level = LogLevel.Information, Message = "Sign-in of {Device} from {Source} refused: {Cause}")]
    private partial void Refused(string device, string source, string cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "The device registry could not be asked; nobody is let in")]
    private partial void RegistryFailed(Exception error);
}
