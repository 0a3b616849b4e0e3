using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Audit;
using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Api;

/// <summary>Where a camera's pictures come from.</summary>
/// <param name="Url"><c>rtsp://</c>, <c>rtsps://</c>, <c>http://</c>, <c>https://</c> or <c>file:</c> with an absolute path.</param>
/// <param name="Fps">Frames analysed per second, 0.2 to 30; default 5.</param>
/// <param name="Zones">Forbidden zones, at most 16; none given keeps the zones as they are.</param>
public sealed record CameraSourceBody(string? Url, double? Fps, IReadOnlyList<ZoneBody>? Zones);

/// <summary>A zone of the picture.</summary>
/// <param name="Name">1 to 64 characters, unique per camera.</param>
/// <param name="Polygon">3 to 64 points <c>[x, y]</c>, 0..1 from the top left, in order; no side crosses another.</param>
public sealed record ZoneBody(string? Name, IReadOnlyList<IReadOnlyList<double>>? Polygon);

/// <summary>A camera's source without its credentials.</summary>
public sealed record CameraSourceView(string Url, double Fps, IReadOnlyList<ZoneBody> Zones, int Version);

/// <summary><c>/cameras</c>.</summary>
internal static class CameraEndpoints
{
    public static void MapCameras(this IEndpointRouteBuilder api)
    {
        api.MapPut("/cameras/{id}/source", Put).RequireAuthorization(ApiRights.Administer).WithSummary("Set a camera's video source and forbidden zones");
        api.MapGet("/cameras/{id}/source", Get).RequireAuthorization(ApiRights.Administer).WithSummary("A camera's source, without credentials");
        api.MapGet("/cameras/{id}/snapshot", Snapshot).RequireAuthorization(ApiRights.Act).WithSummary("The newest frame as JPEG; audited");
    }

    private static async Task<Results<Ok<CameraSourceView>, ProblemHttpResult>> Put(
        string id, CameraSourceBody body, ClaimsPrincipal caller, IDeviceRegistry registry, IGrainFactory grains,
        IDataProtectionProvider protection, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        if (await FindAsync(id, registry, cancel) is not { } camera) return Problems.NotFound("such camera");
        var url = CameraUrl.Parse(Input.Text(body.Url, "url", 2000));
        var fps = body.Fps ?? 5;
        if (fps is < 0.2 or > 30 || !double.IsFinite(fps)) throw new InvalidInputException("fps", "'fps' must be between 0.2 and 30.");
        var grain = grains.GetGrain<ICameraGrain>(GrainKeys.Device(DeviceKind.Camera, camera));
        var before = await grain.GetSource();
        var zones = body.Zones is null ? before?.ForbiddenZones ?? [] : ZoneRules.Read(body.Zones);
        var secret = protection.CreateProtector(CameraSource.ProtectionPurpose).Protect(url.Full);
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "camera.source", "camera/" + id, url.Display), cancel);
        var source = new CameraSource(secret, url.Display, fps, zones, (before?.Version ?? 0) + 1);
        await grain.SetSource(source);
        return TypedResults.Ok(View(source));
    }

    private static async Task<Results<Ok<CameraSourceView>, ProblemHttpResult>> Get(string id, IDeviceRegistry registry, IGrainFactory grains, CancellationToken cancel)
    {
        if (await FindAsync(id, registry, cancel) is not { } camera) return Problems.NotFound("such camera");
        var source = await grains.GetGrain<ICameraGrain>(GrainKeys.Device(DeviceKind.Camera, camera)).GetSource();
        return source is null ? Problems.NotFound("source for this camera") : TypedResults.Ok(View(source));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Snapshot(
        string id, ClaimsPrincipal caller, IDeviceRegistry registry, IGrainFactory grains, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        if (await FindAsync(id, registry, cancel) is not { } camera) return Problems.NotFound("such camera");
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "camera.view", "camera/" + id, null), cancel);
        var frame = await grains.GetGrain<ICameraGrain>(GrainKeys.Device(DeviceKind.Camera, camera)).Snapshot();
        return frame is null ? Problems.NotFound("frame of this camera at present") : TypedResults.Bytes(frame.Jpeg, "image/jpeg", lastModified: frame.At);
    }

    private static async Task<DeviceId?> FindAsync(string id, IDeviceRegistry registry, CancellationToken cancel) =>
        await registry.FindAsync(Input.DeviceId(id), cancel) is { Kind: DeviceKind.Camera } camera ? camera.Id : null;

    private static CameraSourceView View(CameraSource source) => new(
        source.DisplayUrl, source.FramesPerSecond, [.. source.ForbiddenZones.Select(z => new ZoneBody(z.Name, [.. z.Polygon.Select(p => (double[])[p.X, p.Y])]))], source.Version);
}
