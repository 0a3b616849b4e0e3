using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Dashboard.Access;
using SafetyHub.Dashboard.Api;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Devices;
using SafetyHub.Residents;

namespace SafetyHub.Dashboard.Residents;

/// <summary>What the pages of residents send to. Each form answers with a redirect; nothing needs a script.</summary>
internal static class ResidentFormEndpoints
{
    public static void MapResidentPages(this IEndpointRouteBuilder routes)
    {
        var residents = routes.MapGroup("/residents").RequireAuthorization(HubClaims.ResidentsPolicy).RequireOwnForms();
        residents.MapPost("/save", SaveAsync);
        residents.MapPost("/{id}/status", StatusAsync);
        residents.MapPost("/{id}/consent", ConsentAsync);
        residents.MapPost("/{id}/merge", MergeAsync);
        residents.MapPost("/{id}/look", LookAsync);
        residents.MapPost("/import/check", CheckAsync);
        residents.MapPost("/import/commit", CommitAsync);
        residents.MapPost("/export", ExportAsync);
    }

    private static async Task<IResult> SaveAsync(HttpContext http, ResidentOffice office, EditDrafts drafts, TimeProvider time, CancellationToken cancel)
    {
        var (actor, form) = (HubClaims.Actor(http.User), ResidentForm.Of(await http.Request.ReadFormAsync(cancel)));
        string fault;
        try
        {
            var id = Input.Id(form.Id?.Trim(), "id");
            var command = new SaveProfile(actor, form.ToProfile(time.GetUtcNow()), string.IsNullOrWhiteSpace(form.Reason) ? null : form.Reason.Trim(), form.IsNew ? 0 : form.Version);
            var change = await office.ExecuteAsync(id, command, cancel);
            if (change.Refusal == ResidentRefusal.None) return AccountEndpoints.Go("/residents/" + id, "saved");
            fault = form.IsNew && change.Refusal == ResidentRefusal.Outdated ? "resident.exists" : "resident.refused." + (int)change.Refusal;
        }
        catch (InvalidInputException wrong)
        {
            fault = "resident.invalid." + wrong.Field;
        }
        drafts.Put(actor, form, fault);
        var known = !form.IsNew && DeviceId.TryParse(form.Id, out _);
        return Results.LocalRedirect(known ? $"/residents/{form.Id}/edit?draft=true" : "/residents/new?draft=true");
    }

    private static async Task<IResult> StatusAsync(string id, [FromForm] int status, [FromForm] string? note, ResidentOffice office, ClaimsPrincipal person, CancellationToken cancel)
    {
        if (!Enum.IsDefined((ResidentStatus)status) || note?.Length > 300) return Results.BadRequest();
        return await ActAsync(id, new SetStatus(HubClaims.Actor(person), (ResidentStatus)status, null, string.IsNullOrWhiteSpace(note) ? null : note.Trim()), "", office, cancel);
    }

    /// <summary>Has somebody look although the hub decided otherwise.</summary>
    private static async Task<IResult> LookAsync(
        string id, [FromForm] string? decision, ResidentOffice office, ClaimsPrincipal person, CancellationToken cancel)
    {
        if (!DeviceId.TryParse(id, out _) || decision is not { Length: > 0 and <= 64 }) return Results.BadRequest();
        return AccountEndpoints.Go("/residents/" + id, await office.LookAnywayAsync(id, decision, HubClaims.Actor(person), cancel) ? "done.look" : "failed");
    }

    private static async Task<IResult> ConsentAsync(
        string id, [FromForm] int purpose, [FromForm] bool given, [FromForm] string? by, ResidentOffice office, ClaimsPrincipal person, CancellationToken cancel)
    {
        if (!Enum.IsDefined((ConsentPurpose)purpose) || by?.Trim() is not { Length: >= 1 and <= 200 } who) return Results.BadRequest();
        return await ActAsync(id, new SetConsent(HubClaims.Actor(person), (ConsentPurpose)purpose, given, who), "", office, cancel);
    }

    private static async Task<IResult> MergeAsync(string id, [FromForm] string? into, [FromForm] string? reason, ResidentOffice office, ClaimsPrincipal person, CancellationToken cancel)
    {
        if (!DeviceId.TryParse(into?.Trim(), out _) || reason?.Trim() is not { Length: >= 1 and <= 300 } why) return Results.BadRequest();
        return await ActAsync(id, new MergeInto(HubClaims.Actor(person), into!.Trim(), why), "/history", office, cancel);
    }

    private static async Task<IResult> ActAsync(string id, ResidentCommand command, string page, ResidentOffice office, CancellationToken cancel)
    {
        if (!DeviceId.TryParse(id, out _)) return Results.NotFound();
        var change = await office.ExecuteAsync(id, command, cancel);
        var said = change.Refusal == ResidentRefusal.None ? "saved" : string.Create(CultureInfo.InvariantCulture, $"resident-{(int)change.Refusal}");
        return AccountEndpoints.Go($"/residents/{id}{page}", said);
    }

    private static async Task<IResult> CheckAsync(IFormFile? file, ResidentImport import, ImportDrafts drafts, ClaimsPrincipal person, CancellationToken cancel)
    {
        if (file is null or { Length: 0 } or { Length: > ResidentImport.LargestFile }) return AccountEndpoints.Go("/residents/import", "file-size");
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy, cancel);
        var (actor, bytes) = (HubClaims.Actor(person), copy.ToArray());
        var report = await import.RunAsync(actor, bytes, dryRun: true, partial: false, cancel);
        return Results.LocalRedirect("/residents/import?ticket=" + drafts.Put(actor, report, bytes));
    }

    private static async Task<IResult> CommitAsync(
        [FromForm] string? ticket, [FromForm] bool? partial, ResidentImport import, ImportDrafts drafts, ClaimsPrincipal person, CancellationToken cancel)
    {
        var actor = HubClaims.Actor(person);
        if (drafts.TakeFile(actor, ticket) is not { } bytes) return AccountEndpoints.Go("/residents/import", "file-gone");
        var report = await import.RunAsync(actor, bytes, dryRun: false, partial ?? false, cancel);
        return Results.LocalRedirect("/residents/import?ticket=" + drafts.Put(actor, report, report.Written ? null : bytes));
    }

    private static Task ExportAsync(
        HttpContext http, [FromForm] string? district, [FromForm] string? status, [FromForm] bool? research, ResidentReading reading, Words words)
    {
        var wanted = int.TryParse(status, CultureInfo.InvariantCulture, out var number) && Enum.IsDefined((ResidentStatus)number) ? (ResidentStatus?)number : null;
        var filter = new ResidentFilter(string.IsNullOrEmpty(district) ? null : district, Status: wanted);
        var korean = words.Culture.TwoLetterISOLanguageName != "en";
        return ResidentFileEndpoints.SendAsync(http, reading, HubClaims.Actor(http.User), new ExportWish(filter, korean, research ?? false));
    }
}
