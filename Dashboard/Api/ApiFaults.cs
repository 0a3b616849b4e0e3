using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Orleans.Runtime;

namespace SafetyHub.Dashboard.Api;

/// <summary>
/// Says as problem details what a handler threw or what kept it from being called: a body of the wrong shape is a 400 that names the place,
/// a database or cluster that does not answer a 503 to be tried again, anything else a 500 whose cause stays in the log.
/// </summary>
internal sealed class ApiFaults(IProblemDetailsService problems) : IExceptionHandler
{
    private const int RetryAfterSeconds = 5;

    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException refused => new ProblemDetails { Status = refused.StatusCode, Title = "The request is not valid", Detail = Sentence(refused) },
            OrleansException or TimeoutException or DbException => new ProblemDetails
            {
                Status = StatusCodes.Status503ServiceUnavailable,
                Title = "Not available at the moment",
                Detail = "A part of the hub does not answer. Nothing is known to be done; send the same request again.",
            },
            _ => new ProblemDetails { Status = StatusCodes.Status500InternalServerError, Title = "The hub failed", Detail = "The log has the cause under this trace id." },
        };
        httpContext.Response.StatusCode = problem.Status!.Value;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable) httpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem, Exception = exception });
    }

    // The reader's own sentence names the place in the document, but also the types of this program.
    private static string Sentence(BadHttpRequestException refused) => refused.InnerException switch
    {
        JsonException { Path: { Length: > 0 } path } json => $"The body is not the JSON expected here: look at '{path}' (line {json.LineNumber + 1}).",
        JsonException => "The body is not valid JSON.",
        _ => refused.Message,
    };
}
