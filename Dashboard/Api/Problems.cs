using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SafetyHub.Dashboard.Api;

/// <summary>The API's refusals as RFC 9457 problem details.</summary>
internal static class Problems
{
    /// <summary>400: the input is wrong; names the field.</summary>
    public static ProblemHttpResult Invalid(string field, string detail) => TypedResults.Problem(
        detail, statusCode: StatusCodes.Status400BadRequest, title: "The request is not valid",
        extensions: [new("errors", new Dictionary<string, string[]> { [field] = [detail] })]);

    /// <summary>404.</summary>
    public static ProblemHttpResult NotFound(string what) =>
        TypedResults.Problem($"There is no {what}.", statusCode: StatusCodes.Status404NotFound, title: "Not found");

    /// <summary>409: the transition is not allowed; <paramref name="reason"/> is the typed reason.</summary>
    public static ProblemHttpResult Conflict(string reason, string? detail, object? current = null) => TypedResults.Problem(
        detail, statusCode: StatusCodes.Status409Conflict, title: "Not allowed in this state",
        extensions: current is null ? [new("reason", reason)] : [new("reason", reason), new("current", current)]);
}

/// <summary>Input that a handler found wrong: becomes a 400 that names the field.</summary>
/// <param name="field">JSON name of the field.</param>
/// <param name="detail">One English sentence.</param>
internal sealed class InvalidInputException(string field, string detail) : Exception(detail)
{
    /// <summary>JSON name of the field.</summary>
    public string Field { get; } = field;
}

/// <summary>Turns <see cref="InvalidInputException"/> into a 400.</summary>
internal sealed class BadRequestFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (InvalidInputException fault)
        {
            return Problems.Invalid(fault.Field, fault.Message);
        }
    }
}
