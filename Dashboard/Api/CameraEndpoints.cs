using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Audit;
using SafetyHub.Dashboard.Devices;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Api;

/// <summary>Where a camera's pictures come from. What is not given stays as it is.</summary>
/// <param name="Url"><c>rtsp://</c>, <c>rtsps://</c>, <c>http://</c>, <c>https://</c> or <c>file:</c> with an absolute path; needed the first time.</param>
/// <param name="Fps">Frames analysed per second, 0.2 to 30; default 5.</param>
/// <param name="Zones">Forbidden zones, at most 32.</param>
/// <param name="AnalysisWidth">Width of the analysed picture, 160 to 1920 pixels; default 640.</param>
/// <param name="Transport">RTSP over <c>tcp</c> (default) or <c>udp</c>.</param>
/// <param name="Reading"><c>stream</c> (default) or <c>snapshots</c>: one JPEG a request over HTTP.</param>
/// <param name="Decoding"><c>software</c> (default), <c>auto</c>, <c>vaapi</c>, <c>cuda</c>, <c>qsv</c>, <c>vdpau</c>.</param>
/// <param name="SubUrl">A smaller stream of the same view, analysed instead; an empty text takes it away.</param>
public sealed record CameraSourceBody(
    string? Url, double? Fps, IReadOnlyList<ZoneBody>? Zones, int? AnalysisWidth, string? Transport, string? Reading, string? Decoding, string? SubUrl);

/// <summary>A zone of the picture.</summary>
/// <param name="Name">1 to 64 characters, unique per camera.</param>
/// <param name="Polygon">3 to 64 points <c>[x, y]</c>, 0..1 from the top left, in order; no side crosses another.</param>
public sealed record ZoneBody(string? Name, IReadOnlyList<IReadOnlyList<double>>? Polygon);

/// <summary>A camera's source without its credentials.</summary>
public sealed record CameraSourceView(
    string Url, double Fps, IReadOnlyList<ZoneBody> Zones, int Version, int AnalysisWidth, string Transport, string Reading, string Decoding, string? SubUrl);

/// <summary><c>/cameras</c>.</summary>
internal static class CameraEndpoints
{
    public static void MapCameras(this IEndpointRouteBuilder api)
    {
        api.MapPut("/cameras/{id}/source", Put).RequireAuthorization(ApiRights.Administer).WithSummary("Set a camera's video source and forbidden zones");
        api.MapGet("/cameras/{id}/source", Get).RequireAuthorization(ApiRights.Administer).WithSummary("A camera's source, without credentials");
        api.MapGet("/cameras/{id}/snapshot", Snapshot).RequireAuthorization(ApiRights.Act).WithSummary("The newest frame as JPEG; audited");
        api.MapGet("/cameras/{id}/condition", Condition).RequireAuthorization(ApiRights.Read).WithSummary("How a camera sees, its faults and the time its place was not seen");
        api.MapPut("/cameras/{id}/watch", PutWatch).RequireAuthorization(ApiRights.Administer).WithSummary("Set what a camera is watched for, where and when");
        api.MapGet("/cameras/{id}/watch", GetWatch).RequireAuthorization(ApiRights.Administer).WithSummary("What a camera is watched for, and how its bridge follows");
    }

    private static async Task<Results<Ok<CameraSourceView>, ProblemHttpResult>> Put(
        string id, CameraSourceBody body, ClaimsPrincipal caller, CameraOffice office, CancellationToken cancel)
    {
        if (await office.FindAsync(Input.DeviceId(id), cancel) is not { Id: var camera }) return Problems.NotFound("such camera");
        return TypedResults.Ok(View(await office.SetSourceAsync(camera, Wish(body), caller.Actor(), cancel)));
    }

    private static SourceWish Wish(CameraSourceBody body) => new()
    {
        Url = body.Url is null ? null : CameraUrl.Parse(Input.Text(body.Url, "url", 2000)),
        FramesPerSecond = body.Fps,
        Zones = body.Zones is null ? null : ZoneRules.Read(body.Zones),
        AnalysisWidth = body.AnalysisWidth,
        Transport = body.Transport is null ? null : Input.Choice<CameraTransport>(body.Transport, "transport"),
        Reading = body.Reading is null ? null : Input.Choice<CameraReading>(body.Reading, "reading"),
        Decoding = body.Decoding is null ? null : Input.Choice<CameraDecoding>(body.Decoding, "decoding"),
        SubUrl = string.IsNullOrEmpty(body.SubUrl) ? null : CameraUrl.Parse(Input.Text(body.SubUrl, "subUrl", 2000), "subUrl"),
        DropSubUrl = body.SubUrl is { Length: 0 },
    };

    private static async Task<Results<Ok<CameraConditionView>, ProblemHttpResult>> Condition(string id, CameraOffice office, CancellationToken cancel) =>
        await office.FindAsync(Input.DeviceId(id), cancel) is { Id: var camera }
            ? TypedResults.Ok(CameraConditionView.Of(await office.Grain(camera).GetSettings()))
            : Problems.NotFound("such camera");

    private static async Task<Results<Ok<CameraWatchView>, ProblemHttpResult>> GetWatch(string id, CameraOffice office, CancellationToken cancel) =>
        await office.FindAsync(Input.DeviceId(id), cancel) is { Id: var camera }
            ? TypedResults.Ok(WatchReader.View(await office.Grain(camera).GetSettings()))
            : Problems.NotFound("such camera");

    private static async Task<Results<Ok<CameraWatchView>, ProblemHttpResult>> PutWatch(
        string id, CameraWatchBody body, ClaimsPrincipal caller, CameraOffice office, CancellationToken cancel)
    {
        if (await office.FindAsync(Input.DeviceId(id), cancel) is not { Id: var camera }) return Problems.NotFound("such camera");
        var change = await office.SetWatchAsync(camera, WatchReader.Read(body), body.Version, caller.Actor(), cancel);
        if (change.IsOutdated) return Problems.Conflict("outdated", $"The watch has version {change.Version} by now.", change.Version);
        if (change.Fault is { } fault) throw new InvalidInputException("watch", fault + ".");
        return TypedResults.Ok(WatchReader.View(await office.Grain(camera).GetSettings()));
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
        var grain = grains.GetGrain<ICameraGrain>(GrainKeys.Device(DeviceKind.Camera, camera));
        var frame = await grain.Snapshot();
        if (frame is null && (await grain.GetSettings()).Watch.IsPrivate(CityTime.Local(clock.GetUtcNow())))
            return Problems.Conflict("privacy-hours", "The camera is not read: these are its privacy hours.");
        return frame is null ? Problems.NotFound("frame of this camera at present") : TypedResults.Bytes(frame.Jpeg, "image/jpeg", lastModified: frame.At);
    }

    private static async Task<DeviceId?> FindAsync(string id, IDeviceRegistry registry, CancellationToken cancel) =>
        await registry.FindAsync(Input.DeviceId(id), cancel) is { Kind: DeviceKind.Camera } camera ? camera.Id : null;

    private static CameraSourceView View(CameraSource source) => new(
        source.DisplayUrl, source.FramesPerSecond, [.. source.ForbiddenZones.Select(z => new ZoneBody(z.Name, [.. z.Polygon.Select(p => (double[])[p.X, p.Y])]))], source.Version,
        source.AnalysisWidth, Input.Kebab(source.Transport), Input.Kebab(source.Reading), Input.Kebab(source.Decoding), source.DisplaySubUrl);
}
