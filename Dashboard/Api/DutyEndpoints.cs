using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Audit;
using SafetyHub.Duty;

namespace SafetyHub.Dashboard.Api;

/// <summary>A weekly shift in Asia/Seoul.</summary>
/// <param name="Day"><c>monday</c> to <c>sunday</c>: the day it starts.</param>
/// <param name="From">Start, <c>HH:mm</c>.</param>
/// <param name="To">End, <c>HH:mm</c>; at or before the start means the next day.</param>
/// <param name="Caseworker">Caseworker id.</param>
public sealed record ShiftBody(string? Day, string? From, string? To, string? Caseworker);

/// <summary>A caseworker's record.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="District">District id.</param>
/// <param name="Language"><c>ko</c> (default) or <c>en</c>.</param>
public sealed record CaseworkerBody(string? Name, string? District, string? Language);

/// <summary><c>/districts/{district}/duty</c> and <c>/caseworkers/{id}</c>.</summary>
internal static class DutyEndpoints
{
    public static void MapDuty(this IEndpointRouteBuilder api)
    {
        api.MapPut("/districts/{district}/duty", PutDuty).RequireAuthorization(ApiRights.Administer).WithSummary("Replace a district's weekly duty order");
        api.MapGet("/districts/{district}/duty", GetDuty).RequireAuthorization(ApiRights.Read).WithSummary("A district's weekly duty order");
        api.MapPut("/caseworkers/{id}", PutCaseworker).RequireAuthorization(ApiRights.Administer).WithSummary("Create or change a caseworker");
        api.MapGet("/caseworkers/{id}", GetCaseworker).RequireAuthorization(ApiRights.Read).WithSummary("A caseworker's record");
    }

    private static async Task<Ok<PageView<ShiftBody>>> PutDuty(
        string district, IReadOnlyList<ShiftBody> shifts, ClaimsPrincipal caller, IGrainFactory grains, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        var table = shifts.Select((s, i) => new DutyShift(
            Input.Choice<DayOfWeek>(s.Day, $"[{i}].day"), Clock(s.From, $"[{i}].from"), Clock(s.To, $"[{i}].to"), Input.Id(s.Caseworker, $"[{i}].caseworker"))).ToList();
        if (table.Count > 200) throw new InvalidInputException("shifts", "A duty order has at most 200 shifts.");
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "duty.save", "district/" + district, null), cancel);
        var grain = grains.GetGrain<IDutyGrain>(GrainKeys.Duty(Input.Id(district, "district")));
        try
        {
            await grain.Save(table);
        }
        catch (ArgumentException fault)
        {
            throw new InvalidInputException("shifts", fault.Message);
        }
        return await GetDuty(district, grains);
    }

    private static async Task<Ok<PageView<ShiftBody>>> GetDuty(string district, IGrainFactory grains)
    {
        var table = await grains.GetGrain<IDutyGrain>(GrainKeys.Duty(Input.Id(district, "district"))).Get();
        return TypedResults.Ok(new PageView<ShiftBody>(
            [.. table.Select(s => new ShiftBody(Input.Kebab(s.Day), s.From.ToString("HH:mm", CultureInfo.InvariantCulture), s.To.ToString("HH:mm", CultureInfo.InvariantCulture), s.Caseworker))], null));
    }

    private static async Task<Ok<CaseworkerBody>> PutCaseworker(
        string id, CaseworkerBody body, ClaimsPrincipal caller, IGrainFactory grains, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        var profile = new CaseworkerProfile(Input.Text(body.Name, "name", 100), Input.OptionalText(body.District, "district", 64) ?? "", body.Language == "en" ? "en" : "ko");
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "caseworker.save", "caseworker/" + id, null), cancel);
        await grains.GetGrain<ICaseworkerGrain>(GrainKeys.Caseworker(Input.Id(id, "id"))).Save(profile);
        return TypedResults.Ok(new CaseworkerBody(profile.Name, profile.District, profile.Language));
    }

    private static async Task<Results<Ok<CaseworkerBody>, ProblemHttpResult>> GetCaseworker(string id, IGrainFactory grains) =>
        await grains.GetGrain<ICaseworkerGrain>(GrainKeys.Caseworker(Input.Id(id, "id"))).Get() is { } p
            ? TypedResults.Ok(new CaseworkerBody(p.Name, p.District, p.Language))
            : Problems.NotFound("such caseworker");

    private static TimeOnly Clock(string? text, string field) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? time
        : throw new InvalidInputException(field, $"'{field}' must be a time of day such as 18:30.");
}
