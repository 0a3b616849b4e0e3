using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Dashboard.Incidents;
using SafetyHub.Evidence;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Api;

/// <summary>A piece of evidence.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind"><c>still</c> or <c>clip</c>.</param>
/// <param name="SignalId">The signal it belongs to.</param>
/// <param name="Camera">Of which camera.</param>
/// <param name="At">The moment, UTC.</param>
/// <param name="From">Beginning of what is seen, UTC.</param>
/// <param name="To">End of what is seen, UTC.</param>
/// <param name="Partial">True when less is seen than was wanted.</param>
/// <param name="Sha256">Hash of what the camera saw.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="MaskedSha256">Hash of the masked version, or null.</param>
/// <param name="MaskedBytes">Its size.</param>
/// <param name="Masking"><c>waiting</c>, <c>done</c>, <c>failed</c> or <c>released</c>.</param>
/// <param name="MadeAt">When it was kept, UTC.</param>
public sealed record EvidenceView(
    string Id, EvidenceKind Kind, string SignalId, string Camera, DateTimeOffset At, DateTimeOffset From, DateTimeOffset To, bool Partial, string Sha256, long Bytes,
    string? MaskedSha256, long MaskedBytes, MaskingState Masking, DateTimeOffset MadeAt)
{
    internal static EvidenceView Of(EvidenceItem i) => new(
        i.Id, i.Facts.Kind, i.Facts.SignalId, i.Facts.Camera, i.Facts.At, i.Facts.From, i.Facts.To, i.Facts.Partial, i.OriginalHash, i.OriginalBytes, i.MaskedHash, i.MaskedBytes,
        i.Masking, i.MadeAt);
}

/// <summary>Why somebody wants to see faces.</summary>
/// <param name="Purpose"><c>rescue</c>, <c>missing-person</c>, <c>investigation</c>, <c>data-subject</c> or <c>alarm-review</c>.</param>
/// <param name="Note">The reason in words, 5 to 500 characters.</param>
/// <param name="Minutes">How long, 1 up to the hub's longest time.</param>
public sealed record UnmaskBody(string? Purpose, string? Note, int? Minutes);

/// <summary>Why evidence must stay.</summary>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record HoldBody(string? Reason);

/// <summary><c>/evidence</c> and what belongs to it under <c>/incidents/{id}</c>.</summary>
internal static class EvidenceEndpoints
{
    public static void MapEvidenceApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/incidents/{id}/evidence", List).RequireAuthorization(ApiRights.Read).WithSummary("Stills and clips of an incident, oldest first");
        api.MapPost("/incidents/{id}/unmask", Unmask).RequireAuthorization(ApiRights.Unmask).WithSummary("See an incident's evidence unmasked for a purpose and a time; audited");
        api.MapDelete("/incidents/{id}/unmask", EndUnmask).RequireAuthorization(ApiRights.Unmask).WithSummary("End an unmasking before its time");
        api.MapGet("/incidents/{id}/hold", FindHold).RequireAuthorization(ApiRights.Unmask).WithSummary("The legal hold on an incident's evidence");
        api.MapPut("/incidents/{id}/hold", Hold).RequireAuthorization(ApiRights.Unmask).WithSummary("Keep an incident's evidence beyond every rule; audited");
        api.MapDelete("/incidents/{id}/hold", Release).RequireAuthorization(ApiRights.Unmask).WithSummary("End a legal hold; audited");
        api.MapGet("/evidence/purges", Purges).RequireAuthorization(ApiRights.Administer).WithSummary("Record of destruction, newest first");
        api.MapGet("/evidence/{id}", Masked).RequireAuthorization(ApiRights.Act).WithSummary("The masked version, JPEG or MP4; audited");
        api.MapGet("/evidence/{id}/original", Original).RequireAuthorization(ApiRights.Unmask).WithSummary("What the camera saw; needs an unmasking that holds; audited");
    }

    private static async Task<Results<Ok<PageView<EvidenceView>>, ProblemHttpResult>> List(
        string id, int? limit, IEvidenceArchive archive, IIncidentQueries queries, CancellationToken cancel)
    {
        if (await FindAsync(id, queries, cancel) is not { } incident) return Problems.NotFound("such incident");
        var items = await archive.OfIncidentAsync(incident, Input.Limit(limit, 100, 500), cancel);
        return TypedResults.Ok(new PageView<EvidenceView>([.. items.Select(EvidenceView.Of)], null));
    }

    private static async Task<IResult> Masked(string id, EvidenceDesk desk, ClaimsPrincipal caller, HttpContext http) =>
        await desk.MaskedAsync(caller.Actor(), id, http.RequestAborted) is { } shown ? EvidenceEndpoint.Answer(shown, http) : Problems.NotFound("masked version of such evidence at present");

    private static async Task<IResult> Original(string id, EvidenceDesk desk, ClaimsPrincipal caller, HttpContext http)
    {
        var (shown, refused) = await desk.OriginalAsync(caller.Actor(), id, http.RequestAborted);
        if (refused) return TypedResults.Problem("No unmasking of this incident holds for you now.", statusCode: StatusCodes.Status403Forbidden, title: "Not allowed");
        return shown is null ? Problems.NotFound("such evidence") : EvidenceEndpoint.Answer(shown, http);
    }

    private static async Task<Results<Ok<UnmaskGrant>, ProblemHttpResult>> Unmask(
        string id, UnmaskBody body, ClaimsPrincipal caller, IUnmasking unmasking, IIncidentQueries queries, CancellationToken cancel)
    {
        if (await FindAsync(id, queries, cancel) is not { } incident) return Problems.NotFound("such incident");
        var note = Input.Text(body.Note, "note", 500);
        if (note.Length < 5) throw new InvalidInputException("note", "'note' must have at least 5 characters.");
        var most = (int)unmasking.Longest.TotalMinutes;
        if (body.Minutes is not { } minutes || minutes < 1 || minutes > most) throw new InvalidInputException("minutes", $"'minutes' must be 1 to {most}.");
        var request = new UnmaskRequest(incident, Input.Choice<UnmaskPurpose>(body.Purpose, "purpose"), note, TimeSpan.FromMinutes(minutes));
        return TypedResults.Ok(await unmasking.GrantAsync(caller.Actor(), request, cancel));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndUnmask(string id, ClaimsPrincipal caller, IUnmasking unmasking, CancellationToken cancel) =>
        IncidentId.TryParse(id, out var incident) && await unmasking.EndAsync(caller.Actor(), incident, cancel) ? TypedResults.NoContent() : Problems.NotFound("unmasking of yours that holds");

    private static async Task<Results<Ok<LegalHold>, ProblemHttpResult>> FindHold(string id, IEvidenceKeeping keeping, CancellationToken cancel) =>
        IncidentId.TryParse(id, out var incident) && await keeping.FindHoldAsync(incident, cancel) is { } hold ? TypedResults.Ok(hold) : Problems.NotFound("hold on this incident");

    private static async Task<Results<Ok<LegalHold>, ProblemHttpResult>> Hold(
        string id, HoldBody body, ClaimsPrincipal caller, IEvidenceKeeping keeping, IIncidentQueries queries, CancellationToken cancel)
    {
        if (await FindAsync(id, queries, cancel) is not { } incident) return Problems.NotFound("such incident");
        return TypedResults.Ok(await keeping.HoldAsync(incident, Input.Text(body.Reason, "reason", 500), caller.Actor(), cancel));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Release(string id, ClaimsPrincipal caller, IEvidenceKeeping keeping, CancellationToken cancel) =>
        IncidentId.TryParse(id, out var incident) && await keeping.ReleaseAsync(incident, caller.Actor(), cancel) ? TypedResults.NoContent() : Problems.NotFound("hold on this incident");

    private static async Task<Ok<PageView<PurgeRecord>>> Purges(IEvidenceKeeping keeping, long? before, int? limit, CancellationToken cancel)
    {
        var most = Input.Limit(limit, 100, 500);
        var found = await keeping.PurgesAsync(before, most, cancel);
        return TypedResults.Ok(new PageView<PurgeRecord>(found, found.Count == most ? found[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<IncidentId?> FindAsync(string id, IIncidentQueries queries, CancellationToken cancel) =>
        IncidentId.TryParse(id, out var incident) && await queries.FindAsync(incident, cancel) is not null ? incident : null;
}
