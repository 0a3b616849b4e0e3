using Microsoft.AspNetCore.Http;

namespace SafetyHub.Dashboard.Access;

/// <summary>Whoever holds a password that somebody else has seen gets nothing but the page that replaces it.</summary>
internal sealed class PasswordChangeGate(RequestDelegate next)
{
    private static readonly PathString[] Open = ["/account", "/_content", "/_framework", "/health", "/manifest.webmanifest"];

    public Task InvokeAsync(HttpContext http)
    {
        var held = http.User.HasClaim(claim => claim.Type == HubClaims.MustChangePassword)
            && !Open.Any(path => http.Request.Path.StartsWithSegments(path));
        if (!held) return next(http);
        if (HttpMethods.IsGet(http.Request.Method) && !http.Request.Path.StartsWithSegments("/_blazor")) http.Response.Redirect("/account/password");
        else http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
