namespace SafetyHub.Devices;

/// <summary>A code that an installer types into a new device, which it exchanges once for its id and secret.</summary>
/// <param name="ClaimId">Public part, the topic level of <c>_provision/{claimId}/request</c>; the form of a device id.</param>
/// <param name="CodeHash">SHA-256 of the claim id and the code.</param>
/// <param name="DeviceId">The device it stands for; already registered.</param>
/// <param name="ExpiresAt">End of validity, UTC.</param>
/// <param name="UsedAt">When it was exchanged, or null.</param>
/// <param name="WrongCodes">Wrong codes so far; at 5 the claim is dead.</param>
[GenerateSerializer, Immutable, Alias("hub.DeviceClaim")]
public sealed record DeviceClaim(
    [property: Id(0)] string ClaimId,
    [property: Id(1)] byte[] CodeHash,
    [property: Id(2)] DeviceId DeviceId,
    [property: Id(3)] DateTimeOffset ExpiresAt,
    [property: Id(4)] DateTimeOffset? UsedAt,
    [property: Id(5)] int WrongCodes);
