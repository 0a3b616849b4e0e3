using System.Globalization;
using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Alerts;
using SafetyHub.Dashboard.Access;
using SafetyHub.Dashboard.Incidents;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Duty;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Duty;

/// <summary>What the caseworkers' pages send to. Each form answers with a redirect: nothing needs JavaScript but the registration of a device for push.</summary>
internal static class CaseworkerEndpoints
{
    private static readonly byte[] ServiceWorker = ReadServiceWorker();

    public static void MapCaseworker(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/my/service-worker.js", () => Results.Bytes(ServiceWorker, "text/javascript"));
        routes.MapGet("/manifest.webmanifest", Manifest).AllowAnonymous();
        var my = routes.MapGroup("/my").RequireAuthorization().RequireOwnForms();
        my.MapPost("/incidents/{id}/progress", ReportAsync);
        my.MapPost("/incidents/{id}/note", NoteAsync);
        my.MapPost("/incidents/{id}/look", LookAsync);
        my.MapPost("/push/subscribe", SubscribeAsync);
        my.MapPost("/push/test", TestAsync);
    }

    private static async Task<IResult> ReportAsync(
        string id, [FromForm] int progress, [FromForm] string? key, CaseworkerList list, IncidentDesk desk, ClaimsPrincipal person, CancellationToken cancel)
    {
        if (!Enum.IsDefined((ResponderProgress)progress) || progress == 0) return Results.BadRequest();
        return await ActAsync(id, new ReportProgress(person.Actor(), Key(key), (ResponderProgress)progress), "done.progress", list, desk, person, cancel);
    }

    private static async Task<IResult> NoteAsync(
        string id, [FromForm] string? text, [FromForm] string? key, CaseworkerList list, IncidentDesk desk, ClaimsPrincipal person, CancellationToken cancel)
    {
        if (text?.Trim() is not { Length: >= 1 and <= 2_000 } note) return Results.LocalRedirect($"/my/incidents/{Uri.EscapeDataString(id)}?said=refused.9");
        return await ActAsync(id, new AddNote(person.Actor(), Key(key), note), "done.note", list, desk, person, cancel);
    }

    /// <summary>Has somebody look although the hub decided otherwise; only about the person of an incident that the caller may see.</summary>
    private static async Task<IResult> LookAsync(
        string id, [FromForm] string? decision, CaseworkerList list, IncidentDesk desk, IGrainFactory grains, ClaimsPrincipal person, CancellationToken cancel)
    {
        if (!IncidentId.TryParse(id, out var incident) || await list.FindAsync(person, incident) is not { Subject.Subject: { Kind: SubjectKind.Resident } subject }) return Results.NotFound();
        if (decision is not { Length: > 0 and <= 64 }) return Results.BadRequest();
        var looked = await grains.GetGrain<IResidentGrain>(GrainKeys.Subject(subject)).LookAnyway(decision, person.Actor());
        if (looked) await desk.AuditViewAsync(person, "resident.look-anyway", subject.ToString(), cancel);
        return Results.LocalRedirect($"/my/incidents/{incident}?said={(looked ? "done.look" : "refused.1")}");
    }

    private static async Task<IResult> ActAsync(
        string id, IncidentCommand command, string done, CaseworkerList list, IncidentDesk desk, ClaimsPrincipal person, CancellationToken cancel)
    {
        if (!IncidentId.TryParse(id, out var incident) || await list.FindAsync(person, incident) is null) return Results.NotFound();
        var result = await desk.ExecuteAsync(incident, command, cancel);
        var said = result.Refusal == RefusalReason.None ? done : "refused." + ((int)result.Refusal).ToString(CultureInfo.InvariantCulture);
        var query = QueryString.Create("said", said);
        if (result is { Refusal: not RefusalReason.None, Incident.Assignee: { } owner }) query = query.Add("by", owner);
        return Results.LocalRedirect($"/my/incidents/{incident}{query}");
    }

    private static async Task<IResult> SubscribeAsync(
        [FromForm] string? endpoint, [FromForm] string? p256dh, [FromForm] string? auth, IGrainFactory grains, TimeProvider time, ClaimsPrincipal person)
    {
        if (person.CaseworkerId() is not { } worker) return AccountEndpoints.Go("/my/settings", "no-worker");
        var valid = Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && endpoint!.Length <= 1_000
            && p256dh is { Length: > 0 and <= 128 } && auth is { Length: > 0 and <= 64 };
        if (!valid) return AccountEndpoints.Go("/my/settings", "failed");
        try
        {
            await grains.GetGrain<ICaseworkerGrain>(GrainKeys.Caseworker(worker)).Subscribe(new PushSubscription(endpoint!, p256dh!, auth!, time.GetUtcNow(), null));
        }
        catch (ArgumentException)
        {
            return AccountEndpoints.Go("/my/settings", "failed"); // the keys are none that a push service hands out
        }
        return AccountEndpoints.Go("/my/settings", "push-on");
    }

    private static async Task<IResult> TestAsync(IAlertAdministration alerts, ClaimsPrincipal person, CancellationToken cancel)
    {
        if (person.CaseworkerId() is not { } worker) return AccountEndpoints.Go("/my/settings", "no-worker");
        var result = await alerts.SendTestPushAsync(worker, cancel);
        return Results.LocalRedirect(string.Create(CultureInfo.InvariantCulture, $"/my/settings?taken={result.Taken}&failed={result.Failed}"));
    }

    private static IResult Manifest(Words words) => Results.Json(
        new
        {
            name = words["app.centre"], short_name = words["app.name"], lang = words.Culture.TwoLetterISOLanguageName,
            start_url = "/my", scope = "/", display = "standalone", background_color = "#f4f5f7", theme_color = "#1b1d20",
            icons = new[]
            {
                new { src = "/_content/SafetyHub.Dashboard/icon.svg", sizes = "any", type = "image/svg+xml", purpose = "any" },
                new { src = "/_content/SafetyHub.Dashboard/icon-maskable.svg", sizes = "any", type = "image/svg+xml", purpose = "maskable" },
            },
        },
        contentType: "application/manifest+json");

    private static string? Key(string? key) => key is { Length: > 0 and <= 128 } ? key : null;

    private static byte[] ReadServiceWorker()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("service-worker.js")
            ?? throw new InvalidOperationException("The service worker is missing from the program");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
