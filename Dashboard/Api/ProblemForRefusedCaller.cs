using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SafetyHub.Dashboard.Api;

/// <summary>Answers a caller without token (401) or without right (403) on the API with problem details instead of an empty body or a redirect.</summary>
internal sealed class ProblemForRefusedCaller : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _pages = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult result)
    {
        var isApi = context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/openapi")
            || context.Request.Path.StartsWithSegments("/hubs") || context.Request.Path.StartsWithSegments("/metrics");
        if (result.Succeeded || !isApi) return _pages.HandleAsync(next, context, policy, result);
        if (result.Challenged) context.Response.Headers.WWWAuthenticate = BearerTokenHandler.Scheme;
        return result.Challenged
            ? Write(context, StatusCodes.Status401Unauthorized, "Send 'Authorization: Bearer <token>'.")
            : Write(context, StatusCodes.Status403Forbidden, "This token does not have the right for this call.");
    }

    private static async Task Write(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        var problems = context.RequestServices.GetRequiredService<IProblemDetailsService>();
        await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = { Status = status, Detail = detail } });
    }
}
