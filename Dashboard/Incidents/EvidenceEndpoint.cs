using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using SafetyHub.Dashboard.Access;

namespace SafetyHub.Dashboard.Incidents;

/// <summary>Evidence for the screens: masked for the desk, as the camera saw it for those who gave a reason.</summary>
internal static partial class EvidenceEndpoint
{
    public static void MapEvidence(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/evidence/{hash}", ByHashAsync).RequireAuthorization(HubClaims.DeskPolicy);
        routes.MapGet("/evidence/items/{id}", MaskedAsync).RequireAuthorization(HubClaims.DeskPolicy);
        routes.MapGet("/evidence/items/{id}/original", OriginalAsync).RequireAuthorization(HubClaims.UnmaskPolicy);
    }

    private static async Task<IResult> ByHashAsync(string hash, EvidenceDesk desk, ClaimsPrincipal person, HttpContext http) =>
        Hash().IsMatch(hash) ? Answer(await desk.ByHashAsync(person.Actor(), hash, http.RequestAborted), http) : Results.NotFound();

    private static async Task<IResult> MaskedAsync(string id, EvidenceDesk desk, ClaimsPrincipal person, HttpContext http) =>
        Answer(await desk.MaskedAsync(person.Actor(), id, http.RequestAborted), http);

    private static async Task<IResult> OriginalAsync(string id, EvidenceDesk desk, ClaimsPrincipal person, HttpContext http)
    {
        var (shown, refused) = await desk.OriginalAsync(person.Actor(), id, http.RequestAborted);
        return refused ? Results.StatusCode(StatusCodes.Status403Forbidden) : Answer(shown, http);
    }

    internal static IResult Answer(ShownEvidence? shown, HttpContext http)
    {
        if (shown is null) return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        // Parts on request: without them a player cannot go back and forth.
        return Results.Stream(shown.Content, shown.ContentType, entityTag: new EntityTagHeaderValue($"\"{shown.Hash}\""), enableRangeProcessing: true);
    }

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Hash();
}
