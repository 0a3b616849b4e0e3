using System.Globalization;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Access;
using SafetyHub.Alerts;
using SafetyHub.Audit;
using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Api;

/// <summary>A message that could not be understood.</summary>
/// <param name="Sequence">Its number; use the smallest of a page as <c>before</c> of the next.</param>
/// <param name="DeviceId">Who sent it, or null when not known.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Cause">Short code.</param>
/// <param name="Detail">One sentence.</param>
/// <param name="ReceivedAt">Arrival, UTC.</param>
/// <param name="PayloadBytes">Its true size.</param>
/// <param name="Payload">Its beginning as text, with a replacement mark where it is not UTF-8.</param>
public sealed record QuarantineView(
    long Sequence, string? DeviceId, string Topic, string Cause, string Detail, DateTimeOffset ReceivedAt, long PayloadBytes, string Payload);

/// <summary>The quarantine with its counters.</summary>
public sealed record QuarantinePage(IReadOnlyList<QuarantineView> Items, string? Next, IReadOnlyDictionary<string, long> Counts);

/// <summary>A token to make.</summary>
/// <param name="Name">Unique name, the form of a device id.</param>
/// <param name="Role"><c>administrator</c>, <c>supervisor</c> or <c>operator</c>.</param>
/// <param name="ExpiresAt">End of validity, RFC 3339, or null.</param>
public sealed record TokenBody(string? Name, string? Role, string? ExpiresAt);

/// <summary>A new token.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Token">Its text, shown this once.</param>
public sealed record NewTokenView(string Name, string Token);

/// <summary><c>/quarantine</c>, <c>/audit</c>, <c>/alerts</c>, <c>/tokens</c>.</summary>
internal static class AdministrationEndpoints
{
    public static void MapAdministration(this IEndpointRouteBuilder api)
    {
        var administration = api.MapGroup("").RequireAuthorization(ApiRights.Administer);
        administration.MapGet("/quarantine", Quarantine).WithSummary("Messages that could not be understood, newest first");
        administration.MapGet("/audit", Audit).WithSummary("Outward and privacy-touching acts, newest first");
        administration.MapGet("/audit/verify", VerifyAudit).WithSummary("Walk the audit's chain of hashes");
        administration.MapGet("/alerts", Alerts).WithSummary("Alerts and what became of them, newest first");
        administration.MapGet("/tokens", async (IApiTokens tokens, CancellationToken cancel) => TypedResults.Ok(await tokens.ListAsync(cancel))).WithSummary("API tokens by name");
        administration.MapPost("/tokens", NewToken).WithSummary("Make an API token; shown this once");
        administration.MapDelete("/tokens/{name}", RevokeToken).WithSummary("Revoke an API token");
    }

    private static async Task<Ok<QuarantinePage>> Quarantine(IQuarantine quarantine, long? before, int? limit, CancellationToken cancel)
    {
        var most = Input.Limit(limit, 100, 500);
        var found = await quarantine.ListAsync(before, most, cancel);
        var items = found.Select(m => new QuarantineView(
            m.Sequence, m.DeviceId, m.Topic, m.Cause, m.Detail, m.ReceivedAt, m.PayloadBytes, Encoding.UTF8.GetString(m.Payload))).ToList();
        return TypedResults.Ok(new QuarantinePage(items, Next(items.Count == most ? items[^1].Sequence : null), quarantine.CountsByCause));
    }

    private static async Task<Ok<PageView<AuditEntry>>> Audit(IAuditLog audit, long? before, int? limit, CancellationToken cancel)
    {
        var most = Input.Limit(limit, 100, 500);
        var found = await audit.ListAsync(before, most, cancel);
        return TypedResults.Ok(new PageView<AuditEntry>(found, Next(found.Count == most ? found[^1].Sequence : null)));
    }

    private static async Task<Ok<AuditVerification>> VerifyAudit(IAuditChain chain, long? number, string? hash, CancellationToken cancel)
    {
        if (number is null != hash is null) throw new InvalidInputException("hash", "'number' and 'hash' belong together.");
        if (number < 1) throw new InvalidInputException("number", "'number' must be at least 1.");
        return TypedResults.Ok(await chain.VerifyAsync(number is { } known ? new AuditAnchor(known, Input.Text(hash, "hash", 64)) : null, cancel));
    }

    private static async Task<Ok<PageView<AlertStatus>>> Alerts(IAlertAdministration alerts, string? incident, int? limit, CancellationToken cancel) =>
        TypedResults.Ok(new PageView<AlertStatus>(await alerts.ListAsync(incident, Input.Limit(limit, 100, 200), cancel), null));

    private static async Task<Results<Created<NewTokenView>, ProblemHttpResult>> NewToken(
        TokenBody body, ClaimsPrincipal caller, IApiTokens tokens, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        var name = Input.Id(body.Name, "name");
        var role = body.Role is Roles.Administrator or Roles.Supervisor or Roles.Operator
            ? body.Role
            : throw new InvalidInputException("role", $"'role' must be {Roles.Administrator}, {Roles.Supervisor} or {Roles.Operator}.");
        var end = Input.Time(body.ExpiresAt, "expiresAt");
        if (end <= clock.GetUtcNow()) throw new InvalidInputException("expiresAt", "'expiresAt' is in the past.");
        if ((await tokens.ListAsync(cancel)).Any(t => t.Name == name)) return Problems.Conflict("name-taken", $"There is a token named '{name}' already.");
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "token.create", "token/" + name, role), cancel);
        return TypedResults.Created($"/api/v1/tokens/{name}", new NewTokenView(name, await tokens.CreateAsync(name, role, end, cancel)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeToken(
        string name, ClaimsPrincipal caller, IApiTokens tokens, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "token.revoke", "token/" + name, null), cancel);
        return await tokens.RevokeAsync(name, cancel) ? TypedResults.NoContent() : Problems.NotFound("such token");
    }

    private static string? Next(long? sequence) => sequence?.ToString(CultureInfo.InvariantCulture);
}
