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

/// <summary>A place's record as the API takes and gives it.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="District">District id, at most 64 characters.</param>
/// <param name="Position">Where it is.</param>
public sealed record PlaceBody(string? Name, string? District, PositionBody? Position);

/// <summary><c>/places</c>.</summary>
internal static class PlaceEndpoints
{
    public static void MapPlaces(this IEndpointRouteBuilder api)
    {
        api.MapPut("/places/{id}", PutPlace).RequireAuthorization(ApiRights.Administer).WithSummary("Create or change a place");
        api.MapGet("/places/{id}", GetPlace).RequireAuthorization(ApiRights.Read).WithSummary("A place's record");
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

    private static PlaceBody View(PlaceProfile p) => new(p.Name, p.District, View(p.Position));

    private static PositionBody? View(GeoPoint? p) => p is { } point ? new PositionBody(point.Lat, point.Lon) : null;
}
