using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using SafetyHub.Access;

namespace SafetyHub.Dashboard.Api;

/// <summary>The rights of the API by policy name. Every call needs one; nothing is open.</summary>
public static class ApiRights
{
    /// <summary>See incidents and devices.</summary>
    public const string Read = "api-read";
    /// <summary>Act on incidents and send commands.</summary>
    public const string Act = "api-act";
    /// <summary>Set up people, places, devices, duty; read quarantine and audit.</summary>
    public const string Administer = "api-administer";
    /// <summary>Read and change residents' records, import and export them.</summary>
    public const string Residents = "api-residents";
    /// <summary>See evidence unmasked, with a purpose and for a time; put and end legal holds.</summary>
    public const string Unmask = "api-unmask";
    /// <summary>Follow the live feed, by token or by a signed-in browser.</summary>
    public const string Follow = "live-follow";

    internal static AuthorizationBuilder AddApiRights(this AuthorizationBuilder rights) => rights
        .AddPolicy(Read, p => p.AddAuthenticationSchemes(BearerTokenHandler.Scheme).RequireRole(Roles.Administrator, Roles.Supervisor, Roles.Operator))
        .AddPolicy(Act, p => p.AddAuthenticationSchemes(BearerTokenHandler.Scheme).RequireRole(Roles.Administrator, Roles.Supervisor, Roles.Operator))
        .AddPolicy(Unmask, p => p.AddAuthenticationSchemes(BearerTokenHandler.Scheme).RequireRole(Roles.Administrator, Roles.Supervisor))
        .AddPolicy(Residents, p => p.AddAuthenticationSchemes(BearerTokenHandler.Scheme).RequireRole(Roles.Administrator, Roles.Supervisor))
        .AddPolicy(Administer, p => p.AddAuthenticationSchemes(BearerTokenHandler.Scheme).RequireRole(Roles.Administrator))
        .AddPolicy(Follow, p => p.AddAuthenticationSchemes(BearerTokenHandler.Scheme, IdentityConstants.ApplicationScheme)
            .RequireRole(Roles.Administrator, Roles.Supervisor, Roles.Operator));

    /// <summary>The caller as the log and the audit name it: <c>token:{name}</c> or <c>user:{name}</c>.</summary>
    public static string Actor(this ClaimsPrincipal caller)
    {
        var name = caller.Identity?.Name ?? "unknown";
        return caller.Identity?.AuthenticationType == BearerTokenHandler.Scheme ? "token:" + name : "user:" + name;
    }
}
