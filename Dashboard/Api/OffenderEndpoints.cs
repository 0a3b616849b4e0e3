using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Dashboard.Monitoring;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Api;

/// <summary>What a person says on a proposal.</summary>
/// <param name="Note">At most 500 characters; required to decline.</param>
public sealed record OffenderBody(string? Note);

/// <summary><c>/offenders</c>: cameras that cry wolf, proposed for retuning. Nothing here mutes a camera.</summary>
internal static class OffenderEndpoints
{
    private const int LongestNote = 500;

    public static void MapOffenders(this IEndpointRouteBuilder api)
    {
        var offenders = api.MapGroup("/offenders");
        offenders.MapGet("", List).RequireAuthorization(ApiRights.Read).WithSummary("Proposals to retune cameras, newest first, at most 500");
        offenders.MapGet("/{id}", Get).RequireAuthorization(ApiRights.Read).WithSummary("One proposal with its evidence");
        offenders.MapPost("/{id}/accept", (string id, OffenderBody? body, Decision decision) => decision.TakeAsync(id, accept: true, body?.Note))
            .RequireAuthorization(ApiRights.Supervise).WithSummary("A person will retune the camera; counting starts anew");
        offenders.MapPost("/{id}/decline", (string id, OffenderBody? body, Decision decision) => decision.TakeAsync(id, accept: false, body?.Note))
            .RequireAuthorization(ApiRights.Supervise).WithSummary("Leave the camera as it is; proposed again when the false alarms have doubled");
    }

    private static async Task<Ok<PageView<OffenderView>>> List(string? status, IGrainFactory grains)
    {
        OffenderStatus? wanted = status is null or "all" ? null : Input.Choice<OffenderStatus>(status, "status");
        return TypedResults.Ok(new PageView<OffenderView>([.. (await Grain(grains).List(wanted)).Select(OffenderView.Of)], null));
    }

    private static async Task<Results<Ok<OffenderView>, ProblemHttpResult>> Get(string id, IGrainFactory grains) =>
        await Grain(grains).Find(id) is { } found ? TypedResults.Ok(OffenderView.Of(found)) : Problems.NotFound("such proposal");

    private static IRepeatOffendersGrain Grain(IGrainFactory grains) => grains.GetGrain<IRepeatOffendersGrain>(GrainKeys.RepeatOffenders);

    /// <summary>What a decision needs of the request.</summary>
    internal sealed record Decision(WallDesk Desk, ClaimsPrincipal Caller, CancellationToken Cancel)
    {
        /// <summary>Binds from the request (a convention of minimal APIs).</summary>
        public static ValueTask<Decision?> BindAsync(HttpContext context) => ValueTask.FromResult<Decision?>(new Decision(
            (WallDesk)context.RequestServices.GetService(typeof(WallDesk))!, context.User, context.RequestAborted));

        public async Task<Results<Ok<OffenderView>, ProblemHttpResult>> TakeAsync(string id, bool accept, string? note)
        {
            var result = await Desk.DecideAsync(new OffenderDecision(Caller.Actor(), id, accept, Input.OptionalText(note, "note", LongestNote)), Cancel);
            return result.Refusal switch
            {
                OffenderRefusal.None => TypedResults.Ok(OffenderView.Of(result.Offender!)),
                OffenderRefusal.NotFound => Problems.NotFound("such proposal"),
                OffenderRefusal.NoteRequired => Problems.Invalid("note", result.Detail ?? "A note is required."),
                _ => Problems.Conflict(Input.Kebab(result.Refusal), result.Detail, OffenderView.Of(result.Offender!)),
            };
        }
    }
}
