using SafetyHub.Access;

namespace SafetyHub.Silo.Telemetry;

/// <summary>Lets only tokens of the control room and above read <c>/metrics</c>. It works in processes without the dashboard too.</summary>
internal sealed class MetricsAccess(RequestDelegate next, IApiTokens tokens, IProblemDetailsService problems)
{
    public const string Path = "/metrics";
    private const string Scheme = "Bearer ";
    private static readonly string[] Allowed = [Roles.Administrator, Roles.Supervisor, Roles.Operator];

    public async Task InvokeAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var caller = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? await tokens.FindAsync(header[Scheme.Length..].Trim(), context.RequestAborted)
            : null;
        if (caller is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "A token is needed");
        }
        else if (!Allowed.Contains(caller.Role))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "This needs the role operator or higher");
        }
        else
        {
            await next(context);
        }
    }

    private async Task RefuseAsync(HttpContext context, int status, string title)
    {
        context.Response.StatusCode = status;
        await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = { Status = status, Title = title } });
    }
}
