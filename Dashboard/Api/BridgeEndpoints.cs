using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Audit;
using SafetyHub.Bridges;
using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Api;

/// <summary>A bridge process.</summary>
/// <param name="Id">Names this start of the process.</param>
/// <param name="Host">Its machine.</param>
/// <param name="ProcessId">Its process id there.</param>
/// <param name="State"><c>alive</c>, <c>draining</c> or <c>lost</c>.</param>
/// <param name="Capacity">What it can analyse, in cameras at 5 frames a second.</param>
/// <param name="Load">What its cameras cost.</param>
/// <param name="Cameras">How many it has; of a lost one, how many it had.</param>
/// <param name="Streaming">How many of them give pictures.</param>
/// <param name="Sites">The sites it reaches.</param>
/// <param name="Model">The detector's model, or null while there is none.</param>
/// <param name="ReducedAccuracy">True while a fallback is in use.</param>
/// <param name="Reason">Why accuracy is reduced or nothing is detected, or null.</param>
/// <param name="LastHeartbeatAt">Its last sign of life, UTC.</param>
public sealed record BridgeView(
    string Id, string Host, int ProcessId, BridgeState State, double Capacity, double Load, int Cameras, int Streaming,
    IReadOnlyList<string> Sites, string? Model, bool ReducedAccuracy, string? Reason, DateTimeOffset LastHeartbeatAt)
{
    internal static BridgeView Of(BridgeStatus bridge) => new(
        bridge.Id, bridge.Host, bridge.ProcessId, bridge.State, bridge.Capacity, bridge.Load, bridge.Cameras, bridge.Streaming,
        bridge.Sites, bridge.Detector.Model, bridge.Detector.ReducedAccuracy, bridge.Detector.Reason, bridge.LastHeartbeatAt);
}

/// <summary>A camera that no bridge analyses.</summary>
/// <param name="Camera">Its id.</param>
/// <param name="Reason"><c>waiting</c>, <c>no-bridge</c>, <c>no-bridge-at-site</c> or <c>no-capacity</c>.</param>
public sealed record UnplacedCameraView(string Camera, UnplacedReason Reason);

/// <summary>How the cameras are shared out.</summary>
/// <param name="Bridges">The bridges; those lost within the last day come last.</param>
/// <param name="Capacity">Of all living bridges, in cameras at 5 frames a second.</param>
/// <param name="Load">Of all cameras that have something to be analysed.</param>
/// <param name="Cameras">How many these are.</param>
/// <param name="Settling">True within the first seconds of a new scheduler.</param>
/// <param name="Unplaced">Those that no bridge analyses, the most important first.</param>
public sealed record BridgesView(
    IReadOnlyList<BridgeView> Bridges, double Capacity, double Load, int Cameras, bool Settling, IReadOnlyList<UnplacedCameraView> Unplaced);

/// <summary>A camera that a bridge says it runs.</summary>
/// <param name="Camera">Its id.</param>
/// <param name="Epoch">The number under which it has it; 0 while it is being stopped.</param>
/// <param name="Picture"><c>starting</c>, <c>streaming</c>, <c>missing</c> or <c>paused</c>.</param>
public sealed record RunningCameraView(string Camera, long Epoch, CameraPicture Picture);

/// <summary>Where a camera may be analysed.</summary>
/// <param name="Site">The site from which alone it is reached, the form of a device id; null when any bridge reaches it.</param>
/// <param name="Priority">0 to 9, higher first; default 5.</param>
public sealed record CameraPlacementBody(string? Site, int? Priority);

/// <summary><c>/bridges</c>, and where cameras may go.</summary>
internal static class BridgeEndpoints
{
    public static void MapBridges(this IEndpointRouteBuilder api)
    {
        var administration = api.MapGroup("").RequireAuthorization(ApiRights.Administer);
        administration.MapGet("/bridges", All).WithSummary("Bridges with capacity and load, and the cameras that none of them analyses");
        administration.MapGet("/bridges/{id}/cameras", Cameras).WithSummary("The cameras that a bridge says it runs");
        administration.MapPost("/bridges/{id}/drain", (string id, ClaimsPrincipal caller, IGrainFactory grains, IAuditLog audit, TimeProvider clock, CancellationToken cancel) =>
            DrainAsync(id, true, new Office(caller, grains, audit, clock), cancel)).WithSummary("Empty a bridge step by step; no camera goes dark by it");
        administration.MapPost("/bridges/{id}/resume", (string id, ClaimsPrincipal caller, IGrainFactory grains, IAuditLog audit, TimeProvider clock, CancellationToken cancel) =>
            DrainAsync(id, false, new Office(caller, grains, audit, clock), cancel)).WithSummary("Let a drained bridge take cameras again");
        administration.MapGet("/cameras/{id}/placement", Placement).WithSummary("Where a camera may be analysed, and its priority");
        administration.MapPut("/cameras/{id}/placement", Place).WithSummary("Set where a camera may be analysed, and its priority");
    }

    private static async Task<Ok<BridgesView>> All(IGrainFactory grains)
    {
        var now = await Scheduler(grains).Overview();
        return TypedResults.Ok(new BridgesView(
            [.. now.Bridges.Select(BridgeView.Of)], now.Living.Sum(bridge => bridge.Capacity), Math.Round(now.Load, 3), now.Cameras, now.IsSettling,
            [.. now.Unplaced.Select(camera => new UnplacedCameraView(camera.Camera.Value, camera.Reason))]));
    }

    private static async Task<Results<Ok<PageView<RunningCameraView>>, ProblemHttpResult>> Cameras(string id, IGrainFactory grains) =>
        await Scheduler(grains).Running(Input.Id(id, "id")) is { } running
            ? TypedResults.Ok(new PageView<RunningCameraView>([.. running.Select(held => new RunningCameraView(held.Camera.Value, held.Epoch, held.Picture))], null))
            : Problems.NotFound("such living bridge");

    private static async Task<Results<NoContent, ProblemHttpResult>> DrainAsync(string id, bool draining, Office office, CancellationToken cancel)
    {
        var bridge = Input.Id(id, "id");
        if (await Scheduler(office.Grains).Running(bridge) is null) return Problems.NotFound("such living bridge");
        await office.WriteAsync(draining ? "bridge.drain" : "bridge.resume", "bridge/" + bridge, null, cancel);
        return await Scheduler(office.Grains).Drain(bridge, draining) ? TypedResults.NoContent() : Problems.NotFound("such living bridge");
    }

    private static async Task<Results<Ok<CameraPlacementBody>, ProblemHttpResult>> Placement(string id, IDeviceRegistry registry, IGrainFactory grains, CancellationToken cancel)
    {
        if (await FindAsync(id, registry, grains, cancel) is not { } camera) return Problems.NotFound("such camera");
        var site = await camera.GetSite();
        return TypedResults.Ok(new CameraPlacementBody(site.Site, site.Priority));
    }

    private static async Task<Results<Ok<CameraPlacementBody>, ProblemHttpResult>> Place(
        string id, CameraPlacementBody body, ClaimsPrincipal caller, IDeviceRegistry registry, IGrainFactory grains, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        if (await FindAsync(id, registry, grains, cancel) is not { } camera) return Problems.NotFound("such camera");
        var site = body.Site is null ? null : Input.Id(body.Site, "site");
        var priority = body.Priority ?? CameraSite.Standard;
        if (priority is < 0 or > 9) throw new InvalidInputException("priority", "'priority' must be between 0 and 9.");
        await new Office(caller, grains, audit, clock).WriteAsync("camera.placement", "camera/" + id, $"{site ?? "any"} {priority}", cancel);
        await camera.SetSite(new CameraSite(site, priority));
        return TypedResults.Ok(new CameraPlacementBody(site, priority));
    }

    private static async Task<ICameraGrain?> FindAsync(string id, IDeviceRegistry registry, IGrainFactory grains, CancellationToken cancel) =>
        await registry.FindAsync(Input.DeviceId(id), cancel) is { Kind: DeviceKind.Camera } camera
            ? grains.GetGrain<ICameraGrain>(GrainKeys.Device(DeviceKind.Camera, camera.Id))
            : null;

    private static ICameraSchedulerGrain Scheduler(IGrainFactory grains) => grains.GetGrain<ICameraSchedulerGrain>(GrainKeys.CameraScheduler);

    private sealed record Office(ClaimsPrincipal Caller, IGrainFactory Grains, IAuditLog Audit, TimeProvider Clock)
    {
        public Task WriteAsync(string act, string target, string? detail, CancellationToken cancel) =>
            Audit.WriteAsync(new AuditEntry(0, Clock.GetUtcNow(), Caller.Actor(), act, target, detail), cancel);
    }
}
