using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Dashboard.Residents;
using SafetyHub.Residents;

namespace SafetyHub.Dashboard.Api;

/// <summary>A fault of a file, in both languages.</summary>
public sealed record ImportFaultView(int Line, string? Field, string Code, string Ko, string En)
{
    private static readonly Words Korean = new(HubLanguages.Korean);
    private static readonly Words English = new(HubLanguages.English);

    internal static ImportFaultView Of(ImportFault fault) => new(
        fault.Line, fault.Field, fault.Code, Korean.Format("import." + fault.Code, fault.Arguments), English.Format("import." + fault.Code, fault.Arguments));
}

/// <summary>What an import came to.</summary>
public sealed record ImportView(bool DryRun, bool Written, int Rows, int Created, int Changed, int Unchanged, int FaultCount, IReadOnlyList<ImportFaultView> Faults)
{
    internal static ImportView Of(ImportReport r) => new(r.DryRun, r.Written, r.Rows, r.Created, r.Changed, r.Unchanged, r.FaultCount, [.. r.Faults.Select(ImportFaultView.Of)]);
}

/// <summary><c>/residents/import</c> and <c>/residents/export</c>.</summary>
internal static class ResidentFileEndpoints
{
    public static void MapResidentFiles(this IEndpointRouteBuilder residents)
    {
        residents.MapPost("/import", Import).WithSummary("Take a CSV file of residents; with dryRun=true only its faults").Accepts<string>("text/csv", "application/octet-stream");
        residents.MapGet("/export", Export).WithSummary("Residents as a CSV file; every record in it is an audited look");
    }

    private static async Task<Results<Ok<ImportView>, JsonHttpResult<ImportView>, ProblemHttpResult>> Import(
        bool? dryRun, bool? partial, HttpRequest request, ClaimsPrincipal caller, ResidentImport import, CancellationToken cancel)
    {
        if (await ReadAsync(request, cancel) is not { } bytes)
        {
            return TypedResults.Problem(
                $"A file may have at most {ResidentImport.LargestFile >> 20} MiB; split it.", statusCode: StatusCodes.Status413PayloadTooLarge, title: "The file is too large");
        }
        var report = await import.RunAsync(caller.Actor(), bytes, dryRun ?? false, partial ?? false, cancel);
        var view = ImportView.Of(report);
        // Nothing was written although it was asked for: a program must not take that for done.
        return report is { DryRun: false, FaultCount: > 0, Written: false }
            ? TypedResults.Json(view, statusCode: StatusCodes.Status422UnprocessableEntity)
            : TypedResults.Ok(view);
    }

    private static async Task Export(
        string? district, string? caseworker, string? status, bool? complete, string? headers, string? purpose, HttpContext http, ResidentReading reading)
    {
        var filter = new ResidentFilter(
            Input.OptionalText(district, "district", 64), caseworker is null ? null : Input.Id(caseworker, "caseworker"),
            status is null ? null : Input.Choice<ResidentStatus>(status, "status"), complete);
        if (headers is not (null or "ko" or "en")) throw new InvalidInputException("headers", "'headers' must be ko or en.");
        if (purpose is not (null or "research")) throw new InvalidInputException("purpose", "'purpose' must be research, or absent for the whole records.");
        await SendAsync(http, reading, http.User.Actor(), new ExportWish(filter, headers != "en", purpose == "research"));
    }

    internal static Task SendAsync(HttpContext http, ResidentReading reading, string actor, ExportWish wish)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"residents.csv\"";
        http.Response.Headers.CacheControl = "no-store";
        return ResidentExport.WriteAsync(http.Response.Body, reading, actor, wish, http.RequestAborted);
    }

    /// <summary>The whole body, or null when it is too large.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > ResidentImport.LargestFile) return null;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = ResidentImport.LargestFile + 1L;
        using var copy = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancel)) > 0)
        {
            if (copy.Length + read > ResidentImport.LargestFile) return null;
            copy.Write(buffer, 0, read);
        }
        return copy.ToArray();
    }
}
