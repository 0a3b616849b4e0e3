using SafetyHub.Signals;

namespace SafetyHub.Devices;

/// <summary>What the registry knows of a device: who it is, whom it serves and how its secret is checked.</summary>
/// <param name="Id">The device.</param>
/// <param name="Kind">What it is; never changes after the first registration.</param>
/// <param name="Name">The name people see, 1 to 100 characters.</param>
/// <param name="Subject">The resident or place it reports about; null while it is in store.</param>
/// <param name="SecretSalt">16 random bytes.</param>
/// <param name="SecretHash">SHA-256 over salt and secret. The secret is 256 random bits, so a slow password hash would add nothing but a way to exhaust the hub.</param>
/// <param name="RegisteredAt">When the registry first heard of it, UTC.</param>
[GenerateSerializer, Immutable, Alias("hub.DeviceRegistration")]
public sealed record DeviceRegistration(
    [property: Id(0)] DeviceId Id,
    [property: Id(1)] DeviceKind Kind,
    [property: Id(2)] string Name,
    [property: Id(3)] SubjectRef? Subject,
    [property: Id(4)] byte[] SecretSalt,
    [property: Id(5)] byte[] SecretHash,
    [property: Id(6)] DateTimeOffset RegisteredAt);
