using SafetyHub.Devices;
using SafetyHub.Places;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Api;

/// <summary>Registers devices: registry first, then the device's grain and the home it is in. Repeating a call repairs what a crash left half done.</summary>
internal sealed class DeviceRegistrar(IDeviceRegistry registry, IGrainFactory grains, TimeProvider clock)
{
    /// <summary>Registers or changes a device; the secret is returned only when it is new.</summary>
    public async Task<RegisteredDevice> SaveAsync(DeviceId id, DeviceKind kind, string name, SubjectRef? subject, CancellationToken cancel)
    {
        var known = await registry.FindAsync(id, cancel);
        if (known is not null && known.Kind != kind) throw new InvalidInputException("kind", $"'{id}' is registered as {Input.Kebab(known.Kind)}; the kind of a device never changes.");
        await RequireSubjectAsync(subject);
        await RequireConsentAsync(kind, subject);
        var (secret, salt, hash) = known is null ? DeviceSecrets.NewSecret() : (null, known.SecretSalt, known.SecretHash);
        var registration = new DeviceRegistration(id, kind, name, subject, salt, hash, known?.RegisteredAt ?? clock.GetUtcNow());
        await registry.SaveAsync(registration, cancel);
        await grains.GetDevice(kind, id).Register(registration);
        await LinkAsync(id, kind, known?.Subject, subject);
        return new RegisteredDevice(id.Value, secret);
    }

    /// <summary>Gives a device a new secret; the old one stops working for new connections.</summary>
    public async Task<RegisteredDevice?> RenewSecretAsync(DeviceId id, CancellationToken cancel)
    {
        if (await registry.FindAsync(id, cancel) is not { } known) return null;
        var (secret, salt, hash) = DeviceSecrets.NewSecret();
        await registry.SaveAsync(known with { SecretSalt = salt, SecretHash = hash }, cancel);
        return new RegisteredDevice(id.Value, secret);
    }

    private async Task LinkAsync(DeviceId id, DeviceKind kind, SubjectRef? before, SubjectRef? after)
    {
        if (before is { Kind: SubjectKind.Resident } old && before != after) await grains.GetGrain<IResidentGrain>(GrainKeys.Subject(old)).LinkDevice(id, kind, linked: false);
        if (after is { Kind: SubjectKind.Resident } home) await grains.GetGrain<IResidentGrain>(GrainKeys.Subject(home)).LinkDevice(id, kind, linked: true);
    }

    /// <summary>A camera inside a home is there only because the person agreed to it.</summary>
    private async Task RequireConsentAsync(DeviceKind kind, SubjectRef? subject)
    {
        if (kind != DeviceKind.Camera || subject is not { Kind: SubjectKind.Resident } home) return;
        if ((await grains.GetGrain<IResidentGrain>(GrainKeys.Subject(home)).Care()).Allows(ConsentPurpose.HomeCamera)) return;
        throw new InvalidInputException("residentId", $"'{home.Id}' has not agreed to a camera in the home: write the consent 'home-camera' down first.");
    }

    private async Task RequireSubjectAsync(SubjectRef? subject)
    {
        if (subject is not { } wanted) return;
        var key = GrainKeys.Subject(wanted);
        var exists = wanted.Kind == SubjectKind.Resident
            ? await grains.GetGrain<IResidentGrain>(key).Get() is not null
            : await grains.GetGrain<IPlaceGrain>(key).Get() is not null;
        if (exists) return;
        var field = wanted.Kind == SubjectKind.Resident ? "residentId" : "placeId";
        throw new InvalidInputException(field, $"There is no {(wanted.Kind == SubjectKind.Resident ? "resident" : "place")} '{wanted.Id}'; create it first.");
    }
}
