using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SafetyHub.Dashboard.Access;

/// <summary>
/// Refuses a form that did not come from one of the hub's own pages. The framework looks at the token only where a form's fields are read;
/// a form whose whole message is its address would pass unseen.
/// </summary>
internal sealed class FormOriginFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method) && !await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        return await next(context);
    }
}

/// <summary>Puts <see cref="FormOriginFilter"/> before a group's endpoints.</summary>
internal static class FormOrigin
{
    public static RouteGroupBuilder RequireOwnForms(this RouteGroupBuilder group) => group.AddEndpointFilter<FormOriginFilter>();
}
