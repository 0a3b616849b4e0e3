using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Audit;
using SafetyHub.Residents;
using SafetyHub.Risk;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Api;

/// <summary>Risk: the rules in force, and how the hub sees one person.</summary>
internal static class RiskEndpoints
{
    private const int MostBytes = 262_144;

    public static void MapRisk(this IEndpointRouteBuilder api)
    {
        api.MapGet("/risk/rules", Rules).RequireAuthorization(ApiRights.Read).WithSummary("The risk rules in force, and the last refusal of the file");
        api.MapPost("/risk/rules/check", Check).RequireAuthorization(ApiRights.Read).Accepts<string>("application/yaml")
            .WithSummary("Every fault of a rules file; nothing is changed");
        api.MapGet("/residents/{id}/risk", Get).RequireAuthorization(ApiRights.Read).WithSummary("How the hub sees a resident now; audited");
        api.MapPost("/residents/{id}/risk/look", Look).RequireAuthorization(ApiRights.Act).WithSummary("Have somebody look although the hub decided otherwise");
        api.MapPut("/residents/{id}/risk/thresholds", Thresholds).RequireAuthorization(ApiRights.Residents).WithSummary("Set personal thresholds");
        api.MapDelete("/residents/{id}/risk/thresholds", NoThresholds).RequireAuthorization(ApiRights.Residents).WithSummary("Return to the thresholds of the rules");
    }

    private static async Task<Ok<RiskRulesStatus>> Rules(IGrainFactory grains) => TypedResults.Ok(await Rulebook(grains).Status());

    private static async Task<Ok<RulesCheckView>> Check(HttpRequest request, IGrainFactory grains, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            if (bytes.Length + read > MostBytes) throw new InvalidInputException("body", $"A rules file has at most {MostBytes} bytes.");
            bytes.Write(buffer, 0, read);
        }
        var faults = await Rulebook(grains).Check(bytes.ToArray());
        return TypedResults.Ok(new RulesCheckView(faults.Count == 0, faults));
    }

    private static async Task<Ok<ResidentRiskView>> Get(string id, HttpRequest request, ClaimsPrincipal caller, IGrainFactory grains, IAuditLog audit, IIncidentWording words, TimeProvider clock)
    {
        var resident = Input.Id(id, "id");
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "resident.risk-read", "resident/" + resident, null), CancellationToken.None);
        return TypedResults.Ok(ResidentRiskView.Of(await Grain(grains, resident).Risk(), words, request.Language()));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Look(string id, LookBody body, ClaimsPrincipal caller, IGrainFactory grains, IAuditLog audit, TimeProvider clock)
    {
        var resident = Input.Id(id, "id");
        var decision = Input.Text(body.Decision, "decision", 64);
        if (!await Grain(grains, resident).LookAnyway(decision, caller.Actor())) return Problems.NotFound("such decision");
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "resident.look-anyway", "resident/" + resident, decision), CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Thresholds(string id, ThresholdsBody body, ClaimsPrincipal caller, IGrainFactory grains, IAuditLog audit, TimeProvider clock)
    {
        var thresholds = body.ToThresholds();
        await SetAsync(Input.Id(id, "id"), thresholds, grains);
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "resident.thresholds", "resident/" + id, thresholds.ToString()), CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> NoThresholds(string id, ClaimsPrincipal caller, IGrainFactory grains, IAuditLog audit, TimeProvider clock)
    {
        await SetAsync(Input.Id(id, "id"), null, grains);
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "resident.thresholds", "resident/" + id, "those of the rules"), CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static async Task SetAsync(string resident, PersonalThresholds? thresholds, IGrainFactory grains)
    {
        try
        {
            await Grain(grains, resident).SetThresholds(thresholds);
        }
        catch (ArgumentException fault)
        {
            throw new InvalidInputException("thresholds", fault.Message);
        }
    }

    private static IRiskRulesGrain Rulebook(IGrainFactory grains) => grains.GetGrain<IRiskRulesGrain>(GrainKeys.RiskRules);

    private static IResidentGrain Grain(IGrainFactory grains, string id) =>
        grains.GetGrain<IResidentGrain>(GrainKeys.Subject(new SubjectRef(SubjectKind.Resident, id)));
}

/// <summary>What a check of a rules file found.</summary>
/// <param name="Valid">True when it would be taken.</param>
/// <param name="Faults">All faults, in the order of the file.</param>
public sealed record RulesCheckView(bool Valid, IReadOnlyList<RiskRulesFault> Faults);

/// <summary>Which decision is overridden.</summary>
/// <param name="Decision">Its id.</param>
public sealed record LookBody(string? Decision);

/// <summary>Personal thresholds.</summary>
/// <param name="InactivityLow">Hours, 1 to 8, or null.</param>
/// <param name="InactivityMedium">Hours, 2 to 12, or null.</param>
/// <param name="InactivityHigh">Hours, 4 to 24, or null.</param>
/// <param name="Sensitivity">0.5 to 2; default 1.</param>
/// <param name="AskFirst">False: this person is never asked; default true.</param>
public sealed record ThresholdsBody(double? InactivityLow, double? InactivityMedium, double? InactivityHigh, double? Sensitivity, bool? AskFirst)
{
    internal PersonalThresholds ToThresholds() => new(InactivityLow, InactivityMedium, InactivityHigh, Sensitivity ?? 1, AskFirst ?? true);
}
