using Microsoft.AspNetCore.DataProtection;
using SafetyHub.Audit;
using SafetyHub.Dashboard.Api;
using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Devices;

/// <summary>Sets cameras up, for the pages and the API alike. Every change is audited before it is made.</summary>
internal sealed class CameraOffice(IGrainFactory grains, IDeviceRegistry registry, IDataProtectionProvider protection, IAuditLog audit, TimeProvider clock)
{
    private const int MostShortZones = 16;

    public async Task<DeviceRegistration?> FindAsync(DeviceId id, CancellationToken cancel) =>
        await registry.FindAsync(id, cancel) is { Kind: DeviceKind.Camera } camera ? camera : null;

    public ICameraGrain Grain(DeviceId camera) => grains.GetGrain<ICameraGrain>(GrainKeys.Device(DeviceKind.Camera, camera));

    /// <exception cref="InvalidInputException">Something about the wish is wrong.</exception>
    public async Task<CameraSource> SetSourceAsync(DeviceId camera, SourceWish wish, string actor, CancellationToken cancel)
    {
        var before = await Grain(camera).GetSource();
        Check(wish, before);
        var reading = wish.Reading ?? before?.Reading ?? CameraReading.Stream;
        if (reading == CameraReading.Snapshots && !IsHttp(wish.SubUrl?.Display ?? (wish.DropSubUrl ? null : before?.DisplaySubUrl) ?? wish.Url?.Display ?? before!.DisplayUrl))
            throw new InvalidInputException("reading", "Single pictures are asked for over http or https.");
        var protector = protection.CreateProtector(CameraSource.ProtectionPurpose);
        var display = wish.Url?.Display ?? before!.DisplayUrl;
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), actor, "camera.source", "camera/" + camera.Value, display), cancel);
        var source = new CameraSource(
            wish.Url is { } url ? protector.Protect(url.Full) : before!.ProtectedUrl, display, wish.FramesPerSecond ?? before?.FramesPerSecond ?? 5,
            wish.Zones ?? before?.ForbiddenZones ?? [], before?.Version ?? 0)
        {
            AnalysisWidth = wish.AnalysisWidth ?? before?.AnalysisWidth ?? 640,
            Transport = wish.Transport ?? before?.Transport ?? CameraTransport.Tcp,
            Reading = reading,
            Decoding = wish.Decoding ?? before?.Decoding ?? CameraDecoding.Software,
            ProtectedSubUrl = wish.SubUrl is { } sub ? protector.Protect(sub.Full) : wish.DropSubUrl ? null : before?.ProtectedSubUrl,
            DisplaySubUrl = wish.SubUrl?.Display ?? (wish.DropSubUrl ? null : before?.DisplaySubUrl),
        };
        await Grain(camera).SetSource(source);
        return (await Grain(camera).GetSource())!;
    }

    public async Task<WatchChange> SetWatchAsync(DeviceId camera, CameraWatch watch, int? ifVersion, string actor, CancellationToken cancel)
    {
        var detail = $"{watch.Behaviours.Count} behaviours, {watch.Zones.Count} zones, {watch.Lines.Count} lines, {watch.PrivacyHours.Count} privacy hours";
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), actor, "camera.watch", "camera/" + camera.Value, detail), cancel);
        return await Grain(camera).SetWatch(watch, ifVersion);
    }

    private static void Check(SourceWish wish, CameraSource? before)
    {
        if (wish.Url is null && before is null) throw new InvalidInputException("url", "'url' must be given: the camera has no source yet.");
        if (wish.FramesPerSecond is { } fps && fps is not (>= 0.2 and <= 30)) throw new InvalidInputException("fps", "'fps' must be between 0.2 and 30.");
        if (wish.AnalysisWidth is < 160 or > 1920) throw new InvalidInputException("analysisWidth", "'analysisWidth' must be between 160 and 1920 pixels.");
        if (wish.Zones is { Count: > MostShortZones }) throw new InvalidInputException("zones", $"A camera has at most {MostShortZones} zones.");
    }

    private static bool IsHttp(string url) => url.StartsWith("http", StringComparison.OrdinalIgnoreCase);
}
