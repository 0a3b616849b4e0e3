using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Access;
using SafetyHub.Audit;
using SafetyHub.Dashboard.Residents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Api;

/// <summary><c>/residents</c>: records, status, consents, merging, history and who read them. Import and export: <see cref="ResidentFileEndpoints"/>.</summary>
internal static class ResidentEndpoints
{
    public static void MapResidents(this IEndpointRouteBuilder api)
    {
        api.MapGet("/residents/{id}", Get).RequireAuthorization(ApiRights.Read).WithSummary("A resident's record; audited");
        var office = api.MapGroup("/residents").RequireAuthorization(ApiRights.Residents);
        office.MapGet("", List).WithSummary("Residents by id, filtered and in pages; audited");
        office.MapPut("/{id}", Put).WithSummary("Create or change a resident");
        office.MapPost("/{id}/status", Status).WithSummary("Say where a resident is");
        office.MapPut("/{id}/consents/{purpose}", Consent).WithSummary("Write down what was said about a purpose");
        office.MapPost("/{id}/merge", Merge).WithSummary("Make a record an alias of another one of the same person");
        office.MapGet("/{id}/history", History).WithSummary("Every change of a record, newest first; audited");
        office.MapGet("/{id}/accesses", Accesses).WithSummary("Who read or changed a record, newest first");
        office.MapResidentFiles();
    }

    private static async Task<Ok<PageView<ResidentEntry>>> List(
        string? district, string? caseworker, string? status, bool? complete, string? after, int? limit, ClaimsPrincipal caller, ResidentReading reading, CancellationToken cancel)
    {
        var filter = new ResidentFilter(
            Input.OptionalText(district, "district", 64), caseworker is null ? null : Input.Id(caseworker, "caseworker"),
            status is null ? null : Input.Choice<ResidentStatus>(status, "status"), complete, null, after, Input.Limit(limit, 50, 500));
        var page = await reading.ListAsync(caller.Actor(), filter, cancel);
        return TypedResults.Ok(new PageView<ResidentEntry>(page.Items, page.Next));
    }

    private static async Task<Results<Ok<ResidentView>, ProblemHttpResult>> Get(string id, string? purpose, ClaimsPrincipal caller, ResidentReading reading, CancellationToken cancel)
    {
        var resident = Input.Id(id, "id");
        var sheet = await reading.SheetAsync(caller.Actor(), resident, Input.OptionalText(purpose, "purpose", 60), cancel);
        if (sheet is null) return Problems.NotFound("such resident");
        var depth = caller.IsInRole(Roles.Administrator) || caller.IsInRole(Roles.Supervisor) ? SheetDepth.Whole
            : await reading.HasOpenIncidentAsync(sheet.Id, cancel) ? SheetDepth.Responder
            : SheetDepth.Basic;
        return TypedResults.Ok(ResidentView.Of(sheet, depth));
    }

    private static async Task<Results<Ok<ResidentView>, ProblemHttpResult>> Put(
        string id, ResidentBody body, ClaimsPrincipal caller, IGrainFactory grains, ResidentOffice office, TimeProvider clock, CancellationToken cancel)
    {
        var resident = new SubjectRef(SubjectKind.Resident, Input.Id(id, "id"));
        var before = await grains.GetGrain<IResidentGrain>(GrainKeys.Subject(resident)).Get();
        var profile = ResidentInput.Profile(body, before, clock.GetUtcNow());
        return Answer(await office.ExecuteAsync(
            resident.Id, new SaveProfile(caller.Actor(), profile, Input.OptionalText(body.Reason, "reason", 300), body.IfVersion), cancel));
    }

    private static async Task<Results<Ok<ResidentView>, ProblemHttpResult>> Status(string id, StatusBody body, ClaimsPrincipal caller, ResidentOffice office, TimeProvider clock, CancellationToken cancel)
    {
        var command = new SetStatus(
            caller.Actor(), Input.Choice<ResidentStatus>(body.Status, "status"), Past(body.Since, "since", clock), Input.OptionalText(body.Note, "note", 300));
        return Answer(await office.ExecuteAsync(Input.Id(id, "id"), command, cancel));
    }

    private static async Task<Results<Ok<ResidentView>, ProblemHttpResult>> Consent(
        string id, string purpose, ConsentBody body, ClaimsPrincipal caller, ResidentOffice office, TimeProvider clock, CancellationToken cancel)
    {
        var given = body.Given ?? throw new InvalidInputException("given", "'given' is missing.");
        var command = new SetConsent(caller.Actor(), Input.Choice<ConsentPurpose>(purpose, "purpose"), given, Input.Text(body.By, "by", 200), Past(body.At, "at", clock));
        return Answer(await office.ExecuteAsync(Input.Id(id, "id"), command, cancel));
    }

    private static async Task<Results<Ok<ResidentView>, ProblemHttpResult>> Merge(string id, MergeBody body, ClaimsPrincipal caller, ResidentOffice office, CancellationToken cancel)
    {
        var command = new MergeInto(caller.Actor(), Input.Id(body.Into, "into"), Input.Text(body.Reason, "reason", 300));
        return Answer(await office.ExecuteAsync(Input.Id(id, "id"), command, cancel));
    }

    private static async Task<Ok<PageView<ResidentEvent>>> History(string id, int? before, int? limit, ClaimsPrincipal caller, ResidentReading reading, CancellationToken cancel)
    {
        var most = Input.Limit(limit, 50, 500);
        var lines = await reading.HistoryAsync(caller.Actor(), Input.Id(id, "id"), before, most, cancel);
        return TypedResults.Ok(new PageView<ResidentEvent>(lines, lines.Count == most ? lines[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Ok<PageView<AuditEntry>>> Accesses(string id, long? before, int? limit, ClaimsPrincipal caller, ResidentReading reading, CancellationToken cancel)
    {
        var most = Input.Limit(limit, 50, 500);
        var entries = await reading.AccessesAsync(caller.Actor(), Input.Id(id, "id"), before, most, cancel);
        return TypedResults.Ok(new PageView<AuditEntry>(entries, entries.Count == most ? entries[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static Results<Ok<ResidentView>, ProblemHttpResult> Answer(ResidentChange change) => change.Refusal switch
    {
        ResidentRefusal.None when change.Sheet is { } sheet => TypedResults.Ok(ResidentView.Of(sheet, SheetDepth.Whole)),
        ResidentRefusal.Unknown or ResidentRefusal.None => Problems.NotFound("such resident"),
        var refusal => Problems.Conflict(Input.Kebab(refusal), Sentence(refusal), change.Sheet is { } sheet ? new { version = sheet.Version, mergedInto = sheet.MergedInto } : null),
    };

    private static string Sentence(ResidentRefusal refusal) => refusal switch
    {
        ResidentRefusal.Outdated => "Somebody changed the record in the meantime: read it again.",
        ResidentRefusal.Merged => "The record was merged into another one: change that one.",
        ResidentRefusal.Erased => "The record was erased. Say first that the person is back in care.",
        ResidentRefusal.SameRecord => "A record cannot be merged into itself.",
        ResidentRefusal.TargetUnusable => "The record to merge into does not exist, was merged or erased, or has too many aliases.",
        ResidentRefusal.IncidentOpen => "An incident of the person is open.",
        ResidentRefusal.InCare => "The person is in care.",
        _ => "The stored record cannot be decrypted; nothing was overwritten.",
    };

    private static DateTimeOffset? Past(string? text, string field, TimeProvider clock) => Input.Time(text, field) is { } at
        ? at <= clock.GetUtcNow().AddMinutes(1) ? at : throw new InvalidInputException(field, $"'{field}' lies in the future.")
        : null;
}
