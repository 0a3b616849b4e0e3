using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SafetyHub.Audit;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Api;

/// <summary>To whom an incident is given.</summary>
/// <param name="Assignee">User name; null takes the assignment away.</param>
public sealed record AssignBody(string? Assignee);

/// <summary>How an incident is shelved.</summary>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="Until">End, RFC 3339, at most 24 hours ahead.</param>
public sealed record ShelveBody(string? Reason, string? Until);

/// <summary>A note.</summary>
/// <param name="Text">1 to 2,000 characters.</param>
public sealed record NoteBody(string? Text);

/// <summary>How an incident turned out.</summary>
/// <param name="Outcome"><c>real</c>, <c>false</c>, <c>test</c> or <c>no-answer</c>.</param>
/// <param name="Note">What was found, at most 2,000 characters; required for a critical incident that was real or false.</param>
public sealed record ResolveBody(string? Outcome, string? Note);

/// <summary>How far the responder is.</summary>
/// <param name="Progress"><c>accepted</c>, <c>on-the-way</c>, <c>there</c> or <c>done</c>.</param>
public sealed record ProgressBody(string? Progress);

/// <summary>Acting on <c>/incidents/{id}</c>.</summary>
internal static class IncidentActEndpoints
{
    public static void MapIncidentActs(this IEndpointRouteBuilder api)
    {
        var acts = api.MapGroup("/incidents/{id}").RequireAuthorization(ApiRights.Act);
        acts.MapPost("/acknowledge", (Act act) => act.ExecuteAsync(new Acknowledge(act.Actor, act.Key))).WithSummary("\"I own it\": stops escalation until it lapses");
        acts.MapPost("/unacknowledge", (Act act) => act.ExecuteAsync(new Unacknowledge(act.Actor, act.Key))).WithSummary("Give it back: escalation goes on");
        acts.MapPost("/assign", (Act act, AssignBody body) =>
            act.ExecuteAsync(new Assign(act.Actor, act.Key, Input.OptionalText(body.Assignee, "assignee", 100)))).WithSummary("Give it to somebody");
        acts.MapPost("/escalate", (Act act) => act.ExecuteAsync(new Escalate(act.Actor, act.Key))).WithSummary("Go to the next step of the response plan now");
        acts.MapPost("/shelve", (Act act, ShelveBody body) => act.ExecuteAsync(new Shelve(act.Actor, act.Key, Input.Text(body.Reason, "reason", 500),
            Input.Time(body.Until, "until") ?? throw new InvalidInputException("until", "'until' is missing.")))).WithSummary("Take it out of the queue until a time");
        acts.MapPost("/unshelve", (Act act) => act.ExecuteAsync(new Unshelve(act.Actor, act.Key))).WithSummary("Put it back into the queue");
        acts.MapPost("/note", (Act act, NoteBody body) => act.ExecuteAsync(new AddNote(act.Actor, act.Key, Input.Text(body.Text, "text", 2000)))).WithSummary("Add a note");
        acts.MapPost("/progress", (Act act, ProgressBody body) =>
            act.ExecuteAsync(new ReportProgress(act.Actor, act.Key, Input.Choice<ResponderProgress>(body.Progress, "progress")))).WithSummary("Say how far the responder is");
        acts.MapPost("/resolve", (Act act, ResolveBody body) => act.ExecuteAsync(
            new Resolve(act.Actor, act.Key, Input.Choice<Outcome>(body.Outcome, "outcome"), Input.OptionalText(body.Note, "note", 2000)))).WithSummary("Close it with an outcome");
    }

    /// <summary>What every act needs: the incident, the caller, the idempotency key.</summary>
    internal sealed class Act(HttpContext context)
    {
        private readonly string _id = (string)context.Request.RouteValues["id"]!;

        public string Actor { get; } = context.User.Actor();

        /// <summary>Read in the handler, where a fault of it is answered.</summary>
        public string? Key => Input.OptionalText(context.Request.Headers["Idempotency-Key"].FirstOrDefault(), "Idempotency-Key", 128);

        /// <summary>Binds from the request (a convention of minimal APIs).</summary>
        public static ValueTask<Act?> BindAsync(HttpContext context) => ValueTask.FromResult<Act?>(new Act(context));

        public async Task<Results<Ok<IncidentView>, ProblemHttpResult>> ExecuteAsync(IncidentCommand command)
        {
            if (!IncidentId.TryParse(_id, out var incident)) return Problems.NotFound("such incident");
            var services = context.RequestServices;
            var result = await services.GetRequiredService<IGrainFactory>().GetGrain<IIncidentGrain>(GrainKeys.Incident(incident)).Execute(command);
            if (result.Refusal == RefusalReason.NotFound) return Problems.NotFound("such incident");
            await WriteAuditAsync(command, result.Refusal);
            var view = IncidentView.Of(result.Incident!, services.GetRequiredService<IIncidentWording>(), context.Request.Language());
            return result.Refusal switch
            {
                RefusalReason.None => TypedResults.Ok(view),
                RefusalReason.InvalidArgument or RefusalReason.NoteRequired => Problems.Invalid(Input.Kebab(result.Refusal), result.Detail ?? "The act is not valid."),
                _ => Problems.Conflict(Input.Kebab(result.Refusal), result.Detail, view),
            };
        }

        private Task WriteAuditAsync(IncidentCommand command, RefusalReason refusal)
        {
            var at = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
            var act = "incident." + JsonNamingPolicy.KebabCaseLower.ConvertName(command.GetType().Name);
            var detail = refusal == RefusalReason.None ? null : "refused: " + Input.Kebab(refusal);
            // Not cancelled with the request: what was done must be on the record even when the caller hangs up.
            return context.RequestServices.GetRequiredService<IAuditLog>().WriteAsync(new AuditEntry(0, at, Actor, act, "incident/" + _id, detail), CancellationToken.None);
        }
    }
}
