using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Adapters;
using SafetyHub.Audit;
using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Api;

/// <summary><c>/adapters</c>: how foreign systems stand, and which of their cameras is which.</summary>
internal static class AdapterEndpoints
{
    public static void MapAdapters(this IEndpointRouteBuilder api)
    {
        var adapters = api.MapGroup("/adapters").RequireAuthorization(ApiRights.Administer);
        adapters.MapGet("", List).WithSummary("Adapters by name and bridge, with their connection and counters");
        adapters.MapGet("/{adapter}/unmapped", Unmapped).WithSummary("Foreign cameras and topics that no mapping knows, the latest first");
        adapters.MapGet("/{adapter}/cameras", Cameras).WithSummary("Mapped cameras by id");
        adapters.MapGet("/{adapter}/cameras/{camera}", Get).WithSummary("One mapped camera");
        adapters.MapPut("/{adapter}/cameras/{camera}", Put).WithSummary("Say which foreign camera a camera is, and what its sightings mean");
        adapters.MapDelete("/{adapter}/cameras/{camera}", Delete).WithSummary("Take a mapping away");
    }

    private static async Task<Ok<PageView<AdapterView>>> List(IAdapterBook book, IGrainFactory grains, CancellationToken cancel)
    {
        var running = await grains.GetGrain<IAdapterRosterGrain>(GrainKeys.AdapterRoster).List();
        var cameras = await book.CountsAsync(cancel);
        var idle = cameras.Keys.Except(running.Select(a => a.Name)).Select(name => AdapterView.NotRunning(name, cameras[name]));
        return TypedResults.Ok(new PageView<AdapterView>(
            [.. running.Select(a => AdapterView.Of(a, cameras.GetValueOrDefault(a.Name))).Concat(idle).OrderBy(a => a.Name, StringComparer.Ordinal)], null));
    }

    private static async Task<Results<Ok<UnmappedView>, ProblemHttpResult>> Unmapped(string adapter, IGrainFactory grains)
    {
        var name = Input.Id(adapter, "adapter");
        var running = (await grains.GetGrain<IAdapterRosterGrain>(GrainKeys.AdapterRoster).List()).Where(a => a.Name == name).ToList();
        if (running.Count == 0) return Problems.NotFound("adapter of this name on any bridge");
        return TypedResults.Ok(new UnmappedView([.. running.SelectMany(a => a.Unmapped).OrderByDescending(u => u.LastAt)], running.Sum(a => a.UnmappedLeftOut)));
    }

    private static async Task<Ok<PageView<AdapterCameraView>>> Cameras(string adapter, string? after, int? limit, IAdapterBook book, CancellationToken cancel)
    {
        var most = Input.Limit(limit, 100, 1000);
        var found = await book.ListAsync(Input.Id(adapter, "adapter"), after, most, cancel);
        return TypedResults.Ok(new PageView<AdapterCameraView>([.. found.Select(AdapterCameraView.Of)], found.Count == most ? found[^1].Camera.Value : null));
    }

    private static async Task<Results<Ok<AdapterCameraView>, ProblemHttpResult>> Get(string adapter, string camera, IAdapterBook book, CancellationToken cancel) =>
        await book.FindAsync(Input.Id(adapter, "adapter"), Input.DeviceId(camera), cancel) is { } mapping ? TypedResults.Ok(AdapterCameraView.Of(mapping)) : Problems.NotFound("such mapping");

    private static async Task<Results<Ok<AdapterCameraView>, ProblemHttpResult>> Put(
        string adapter, string camera, AdapterCameraBody body, ClaimsPrincipal caller, IAdapterBook book, IDeviceRegistry registry, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        var name = Input.Id(adapter, "adapter");
        if (await registry.FindAsync(Input.DeviceId(camera), cancel) is not { Kind: DeviceKind.Camera } known) return Problems.NotFound("such camera");
        var mapping = AdapterRules.Read(name, known.Id, body);
        var detail = $"{mapping.Foreign}{(mapping.Source is null ? "" : " source " + mapping.Source)}, {mapping.Rules?.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "standard"} rules";
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "adapter.camera", $"adapter/{name}/{camera}", detail), cancel);
        return await book.SaveAsync(mapping, cancel) is { } holder
            ? Problems.Conflict("foreign-taken", $"This foreign camera is mapped to '{holder}' already; take that mapping away first.")
            : TypedResults.Ok(AdapterCameraView.Of(mapping));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        string adapter, string camera, ClaimsPrincipal caller, IAdapterBook book, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        var (name, id) = (Input.Id(adapter, "adapter"), Input.DeviceId(camera));
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "adapter.camera-removed", $"adapter/{name}/{camera}", null), cancel);
        return await book.RemoveAsync(name, id, cancel) ? TypedResults.NoContent() : Problems.NotFound("such mapping");
    }
}
