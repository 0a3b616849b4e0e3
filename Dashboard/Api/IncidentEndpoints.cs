using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Api;

/// <summary>Reading <c>/incidents</c>.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this IEndpointRouteBuilder api)
    {
        api.MapGet("/incidents", List).RequireAuthorization(ApiRights.Read).WithSummary("Incidents, newest first");
        api.MapGet("/incidents/{id}", Get).RequireAuthorization(ApiRights.Read).WithSummary("An incident with its timeline");
        api.MapGet("/incidents/{id}/signals", Signals).RequireAuthorization(ApiRights.Read).WithSummary("Every signal, oldest first");
    }

    private static async Task<Ok<PageView<IncidentView>>> List(
        string? status, string? subject, string? district, string? since, int? limit, string? after,
        IIncidentQueries queries, IIncidentWording words, HttpRequest request, CancellationToken cancel)
    {
        var filter = new IncidentFilter(
            status is null ? IncidentStatusFilter.Open : Input.Choice<IncidentStatusFilter>(status, "status"),
            Subject(subject), Input.OptionalText(district, "district", 64), null, Input.Time(since, "since"), Input.Limit(limit, 50, 500), after);
        IncidentPage page;
        try
        {
            page = await queries.ListAsync(filter, cancel);
        }
        catch (FormatException fault)
        {
            throw new InvalidInputException("after", fault.Message);
        }
        var culture = request.Language();
        return TypedResults.Ok(new PageView<IncidentView>([.. page.Items.Select(i => IncidentView.Of(i, words, culture))], page.Next));
    }

    private static async Task<Results<Ok<IncidentView>, ProblemHttpResult>> Get(
        string id, IIncidentQueries queries, IIncidentWording words, HttpRequest request, CancellationToken cancel)
    {
        if (!IncidentId.TryParse(id, out var incident) || await queries.FindAsync(incident, cancel) is not { } found) return Problems.NotFound("such incident");
        return TypedResults.Ok(IncidentView.Of(found, words, request.Language(), await queries.TimelineAsync(incident, cancel)));
    }

    private static async Task<Results<Ok<PageView<SignalView>>, ProblemHttpResult>> Signals(
        string id, int? limit, long? after, IIncidentQueries queries, CancellationToken cancel)
    {
        if (!IncidentId.TryParse(id, out var incident) || await queries.FindAsync(incident, cancel) is null) return Problems.NotFound("such incident");
        var page = await queries.SignalsAsync(incident, after, Input.Limit(limit, 100, 500), cancel);
        return TypedResults.Ok(new PageView<SignalView>([.. page.Items.Select(SignalView.Of)], page.Next?.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The language of texts in the answer: English when it is asked for before Korean, else Korean.</summary>
    internal static CultureInfo Language(this HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString()).FirstOrDefault(l => l.StartsWith("ko", StringComparison.OrdinalIgnoreCase) || l.StartsWith("en", StringComparison.OrdinalIgnoreCase));
        return CultureInfo.GetCultureInfo(wanted?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? "en" : "ko");
    }

    /// <summary>A subject filter: <c>resident/{id}</c>, <c>place/{id}</c>, or a bare id, which is a resident's.</summary>
    private static SubjectRef? Subject(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var parts = text.Split('/', ':');
        return parts switch
        {
            [var id] => new SubjectRef(SubjectKind.Resident, Input.Id(id, "subject")),
            ["resident", var id] => new SubjectRef(SubjectKind.Resident, Input.Id(id, "subject")),
            ["place", var id] => new SubjectRef(SubjectKind.Place, Input.Id(id, "subject")),
            _ => throw new InvalidInputException("subject", "'subject' must be resident/{id} or place/{id}."),
        };
    }
}
