using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Audit;
using SafetyHub.Places;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Api;

/// <summary>A resident's record as the API takes and gives it.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="District">District id, at most 64 characters.</param>
/// <param name="Position">Where the home is.</param>
/// <param name="Address">Postal address for responders, at most 300 characters.</param>
/// <param name="Phone">At most 32 characters.</param>
/// <param name="Language"><c>ko</c> (default) or <c>en</c>.</param>
/// <param name="Caseworker">Id of the caseworker in charge.</param>
public sealed record ResidentBody(string? Name, string? District, PositionBody? Position, string? Address, string? Phone, string? Language, string? Caseworker);

/// <summary>A place's record as the API takes and gives it.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="District">District id, at most 64 characters.</param>
/// <param name="Position">Where it is.</param>
public sealed record PlaceBody(string? Name, string? District, PositionBody? Position);

/// <summary><c>/residents</c> and <c>/places</c>.</summary>
internal static class SubjectEndpoints
{
    public static void MapResidents(this IEndpointRouteBuilder api)
    {
        api.MapPut("/residents/{id}", PutResident).RequireAuthorization(ApiRights.Administer).WithSummary("Create or change a resident");
        api.MapGet("/residents/{id}", GetResident).RequireAuthorization(ApiRights.Read).WithSummary("A resident's record; audited");
    }

    public static void MapPlaces(this IEndpointRouteBuilder api)
    {
        api.MapPut("/places/{id}", PutPlace).RequireAuthorization(ApiRights.Administer).WithSummary("Create or change a place");
        api.MapGet("/places/{id}", GetPlace).RequireAuthorization(ApiRights.Read).WithSummary("A place's record");
    }

    private static async Task<Ok<ResidentBody>> PutResident(
        string id, ResidentBody body, ClaimsPrincipal caller, IGrainFactory grains, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        var resident = new SubjectRef(SubjectKind.Resident, Input.Id(id, "id"));
        var profile = new ResidentProfile(
            Input.Text(body.Name, "name", 100), Input.OptionalText(body.District, "district", 64) ?? "", Input.Position(body.Position),
            Input.OptionalText(body.Address, "address", 300), Input.OptionalText(body.Phone, "phone", 32), Language(body.Language),
            body.Caseworker is null ? null : Input.Id(body.Caseworker, "caseworker"));
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "resident.save", resident.ToString(), null), cancel);
        await grains.GetGrain<IResidentGrain>(GrainKeys.Subject(resident)).Save(profile);
        return TypedResults.Ok(View(profile));
    }

    private static async Task<Results<Ok<ResidentBody>, ProblemHttpResult>> GetResident(
        string id, ClaimsPrincipal caller, IGrainFactory grains, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        var resident = new SubjectRef(SubjectKind.Resident, Input.Id(id, "id"));
        var profile = await grains.GetGrain<IResidentGrain>(GrainKeys.Subject(resident)).Get();
        if (profile is null) return Problems.NotFound("such resident");
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "resident.view", resident.ToString(), null), cancel);
        return TypedResults.Ok(View(profile));
    }

    private static async Task<Ok<PlaceBody>> PutPlace(
        string id, PlaceBody body, ClaimsPrincipal caller, IGrainFactory grains, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        var place = new SubjectRef(SubjectKind.Place, Input.Id(id, "id"));
        var profile = new PlaceProfile(Input.Text(body.Name, "name", 100), Input.OptionalText(body.District, "district", 64) ?? "", Input.Position(body.Position));
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "place.save", place.ToString(), null), cancel);
        await grains.GetGrain<IPlaceGrain>(GrainKeys.Subject(place)).Save(profile);
        return TypedResults.Ok(View(profile));
    }

    private static async Task<Results<Ok<PlaceBody>, ProblemHttpResult>> GetPlace(string id, IGrainFactory grains)
    {
        var place = new SubjectRef(SubjectKind.Place, Input.Id(id, "id"));
        var profile = await grains.GetGrain<IPlaceGrain>(GrainKeys.Subject(place)).Get();
        return profile is null ? Problems.NotFound("such place") : TypedResults.Ok(View(profile));
    }

    private static string Language(string? text) => text switch
    {
        null or "ko" => "ko",
        "en" => "en",
        _ => throw new InvalidInputException("language", "'language' must be ko or en."),
    };

    private static ResidentBody View(ResidentProfile p) => new(p.Name, p.District, View(p.Position), p.Address, p.Phone, p.Language, p.Caseworker);

    private static PlaceBody View(PlaceProfile p) => new(p.Name, p.District, View(p.Position));

    private static PositionBody? View(GeoPoint? p) => p is { } point ? new PositionBody(point.Lat, point.Lon) : null;
}
