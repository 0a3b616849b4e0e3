using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Audit;
using SafetyHub.Devices;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Api;

/// <summary><c>/devices</c>: registration, twin, history, settings, claims.</summary>
internal static class DeviceEndpoints
{
    private static readonly TimeSpan ClaimValidity = TimeSpan.FromDays(7);

    public static void MapDevices(this IEndpointRouteBuilder api)
    {
        api.MapPut("/devices/{id}", Put).RequireAuthorization(ApiRights.Administer).WithSummary("Register or change a device; the first call shows its secret");
        api.MapPost("/devices/{id}/secret", NewSecret).RequireAuthorization(ApiRights.Administer).WithSummary("Make a new secret");
        api.MapPost("/devices/{id}/claims", NewClaim).RequireAuthorization(ApiRights.Administer).WithSummary("Make a claim code for an installer, valid for 7 days and one exchange");
        api.MapPut("/devices/{id}/config", PutConfig).RequireAuthorization(ApiRights.Administer).WithSummary("Set the desired configuration, a JSON object of at most 16 KiB");
        api.MapGet("/devices", List).RequireAuthorization(ApiRights.Read).WithSummary("Registered devices by id");
        api.MapGet("/devices/{id}", Get).RequireAuthorization(ApiRights.Read).WithSummary("A device's twin");
        api.MapGet("/devices/{id}/telemetry", Telemetry).RequireAuthorization(ApiRights.Read).WithSummary("Telemetry history, oldest first");
    }

    private static async Task<Results<Ok<RegisteredDevice>, Created<RegisteredDevice>>> Put(
        string id, DeviceBody body, ClaimsPrincipal caller, DeviceRegistrar registrar, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        var device = Input.DeviceId(id);
        var kind = Input.Choice<DeviceKind>(body.Kind, "kind");
        var name = Input.Text(body.Name, "name", 100);
        var subject = Subject(body);
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "device.save", "device/" + id, subject?.ToString()), cancel);
        var registered = await registrar.SaveAsync(device, kind, name, subject, cancel);
        return registered.Secret is null ? TypedResults.Ok(registered) : TypedResults.Created($"/api/v1/devices/{id}", registered);
    }

    private static async Task<Results<Ok<RegisteredDevice>, ProblemHttpResult>> NewSecret(
        string id, ClaimsPrincipal caller, DeviceRegistrar registrar, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "device.new-secret", "device/" + id, null), cancel);
        return await registrar.RenewSecretAsync(Input.DeviceId(id), cancel) is { } renewed ? TypedResults.Ok(renewed) : Problems.NotFound("such device");
    }

    private static async Task<Results<Ok<ClaimView>, ProblemHttpResult>> NewClaim(
        string id, ClaimsPrincipal caller, IDeviceRegistry registry, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        var device = Input.DeviceId(id);
        if (await registry.FindAsync(device, cancel) is null) return Problems.NotFound("such device");
        var claim = new ClaimView("claim-" + Guid.NewGuid().ToString("N")[..16], DeviceSecrets.NewCode(), clock.GetUtcNow() + ClaimValidity);
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "device.claim", "device/" + id, claim.ClaimId), cancel);
        await registry.SaveClaimAsync(new DeviceClaim(claim.ClaimId, DeviceSecrets.HashCode(claim.ClaimId, claim.Code), device, claim.ExpiresAt, null, 0), cancel);
        return TypedResults.Ok(claim);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> PutConfig(
        string id, System.Text.Json.JsonElement body, ClaimsPrincipal caller, IDeviceRegistry registry, IGrainFactory grains, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        if (await registry.FindAsync(Input.DeviceId(id), cancel) is not { } known) return Problems.NotFound("such device");
        if (body.ValueKind != System.Text.Json.JsonValueKind.Object) throw new InvalidInputException("config", "The configuration must be a JSON object.");
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "device.configure", "device/" + id, null), cancel);
        try
        {
            await grains.GetDevice(known.Kind, known.Id).Configure(body.GetRawText(), caller.Actor());
        }
        catch (ArgumentException fault)
        {
            throw new InvalidInputException(fault.ParamName ?? "config", fault.Message);
        }
        return TypedResults.NoContent();
    }

    private static async Task<Ok<PageView<DeviceLine>>> List(IDeviceRegistry registry, string? kind, string? after, int? limit, CancellationToken cancel)
    {
        var most = Input.Limit(limit, 100, 1000);
        var wanted = kind is null ? (DeviceKind?)null : Input.Choice<DeviceKind>(kind, "kind");
        var found = await registry.ListAsync(wanted, after, most, cancel);
        return TypedResults.Ok(new PageView<DeviceLine>([.. found.Select(DeviceLine.Of)], found.Count == most ? found[^1].Id.Value : null));
    }

    private static async Task<Results<Ok<DeviceView>, ProblemHttpResult>> Get(string id, IDeviceRegistry registry, IGrainFactory grains, CancellationToken cancel) =>
        await registry.FindAsync(Input.DeviceId(id), cancel) is { } known
            ? TypedResults.Ok(DeviceView.Of(await grains.GetDevice(known.Kind, known.Id).Get()))
            : Problems.NotFound("such device");

    private static async Task<Results<Ok<PageView<TelemetryPointView>>, ProblemHttpResult>> Telemetry(
        string id, string? name, string? from, string? to, int? limit,
        IDeviceRegistry registry, ITelemetryHistory history, IGrainFactory grains, TimeProvider clock, CancellationToken cancel)
    {
        if (await registry.FindAsync(Input.DeviceId(id), cancel) is not { } known) return Problems.NotFound("such device");
        var end = Input.Time(to, "to") ?? clock.GetUtcNow() + TimeSpan.FromMinutes(2);
        var start = Input.Time(from, "from") ?? end - TimeSpan.FromDays(1);
        if (start > end) throw new InvalidInputException("from", "'from' must not be after 'to'.");
        var most = Input.Limit(limit, 1000, 10000);
        // The unwritten tail is read first: a chunk that is written in between is then seen twice at worst, never missed.
        var tail = await grains.GetDevice(known.Kind, known.Id).RecentTelemetry();
        var stored = await history.ReadAsync(known.Id, name, start, end, most, cancel);
        var points = stored.Select(p => new TelemetryPointView(p.At, p.Value.Name, DeviceView.Plain(p.Value)))
            .Concat(tail.Where(r => r.At >= start && r.At <= end)
                .SelectMany(r => r.Values.Where(v => name is null || v.Name == name).Select(v => new TelemetryPointView(r.At, v.Name, DeviceView.Plain(v)))))
            .Distinct().OrderBy(p => p.At).Take(most).ToList();
        return TypedResults.Ok(new PageView<TelemetryPointView>(points, points.Count == most ? points[^1].At.ToString("O") : null));
    }

    private static SubjectRef? Subject(DeviceBody body) => (body.ResidentId, body.PlaceId) switch
    {
        (null, null) => null,
        ({ } resident, null) => new SubjectRef(SubjectKind.Resident, Input.Id(resident, "residentId")),
        (null, { } place) => new SubjectRef(SubjectKind.Place, Input.Id(place, "placeId")),
        _ => throw new InvalidInputException("placeId", "A device serves a resident or a place, not both."),
    };
}
