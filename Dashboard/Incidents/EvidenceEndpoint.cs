using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Dashboard.Access;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Incidents;

/// <summary>Stills kept as evidence: only for the desk, and every look is written down before the picture leaves.</summary>
internal static partial class EvidenceEndpoint
{
    public static void MapEvidence(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/evidence/{hash}", ShowAsync).RequireAuthorization(HubClaims.DeskPolicy);

    private static async Task<IResult> ShowAsync(string hash, IEvidenceStore evidence, IncidentDesk desk, ClaimsPrincipal person, HttpContext http)
    {
        if (!Hash().IsMatch(hash) || evidence.OpenJpeg(hash) is not { } still) return Results.NotFound();
        try
        {
            await desk.AuditViewAsync(person, "evidence.view", "evidence/" + hash, http.RequestAborted);
        }
        catch
        {
            await still.DisposeAsync();
            throw;
        }
        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(still, "image/jpeg");
    }

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Hash();
}
