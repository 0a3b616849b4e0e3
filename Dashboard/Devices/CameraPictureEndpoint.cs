using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Dashboard.Access;
using SafetyHub.Dashboard.Incidents;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Devices;

/// <summary>The newest picture of a camera, one request a picture: streams would take the browser's few connections from the queue.</summary>
internal static class CameraPictureEndpoint
{
    /// <summary>Age of the picture in milliseconds.</summary>
    public const string AgeHeader = "X-Picture-Age";

    /// <summary><c>private</c> where there is no picture because of privacy hours.</summary>
    public const string StateHeader = "X-Picture-State";

    public static void MapCameraPictures(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/cameras/{id}/snapshot.jpg", ShowAsync).RequireAuthorization(HubClaims.DeskPolicy);

    private static async Task<IResult> ShowAsync(
        string id, IGrainFactory grains, IDeviceRegistry registry, CameraViewings viewings, IncidentDesk desk, TimeProvider time, ClaimsPrincipal person, HttpContext http)
    {
        if (!DeviceId.TryParse(id, out var camera)) return Results.NotFound();
        if (await registry.FindAsync(camera, http.RequestAborted) is not { Kind: DeviceKind.Camera }) return Results.NotFound();
        if (!viewings.Continues(person.Actor(), id))
        {
            await desk.AuditViewAsync(person, "camera.view", "camera/" + id, http.RequestAborted);
            viewings.Keep(person.Actor(), id);
        }
        var grain = grains.GetGrain<ICameraGrain>(GrainKeys.Device(DeviceKind.Camera, camera));
        var snapshot = await grain.Snapshot();
        http.Response.Headers.CacheControl = "no-store";
        if (snapshot is null && (await grain.GetSettings()).Watch.IsPrivate(CityTime.Local(time.GetUtcNow()))) http.Response.Headers[StateHeader] = "private";
        if (snapshot is null) return Results.StatusCode(StatusCodes.Status204NoContent);
        var age = Math.Max(0, (time.GetUtcNow() - snapshot.At).TotalMilliseconds);
        http.Response.Headers[AgeHeader] = age.ToString("0", CultureInfo.InvariantCulture);
        return Results.Bytes(snapshot.Jpeg, "image/jpeg");
    }
}
