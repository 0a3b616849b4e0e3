using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SafetyHub.Dashboard.Access;

/// <summary>
/// A control room stays open for days: a person whose password or role changed loses the open screen within a minute. While the database
/// is away nobody's rights can change either, and the screen that warns of it stays.
/// </summary>
internal sealed partial class CircuitRevalidation(ILoggerFactory loggers, IServiceScopeFactory scopes) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    private readonly ILogger _log = loggers.CreateLogger<CircuitRevalidation>();

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await IsStillAsync(authenticationState.User);
        }
        catch (Exception fault) when (DatabaseAway.Says(fault))
        {
            LogNotAsked(fault);
            return true;
        }
    }

    private async Task<bool> IsStillAsync(ClaimsPrincipal person)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<HubUser>>();
        var user = await users.GetUserAsync(person);
        if (user is null or { IsDisabled: true }) return false;
        return person.FindFirstValue(users.Options.ClaimsIdentity.SecurityStampClaimType) == await users.GetSecurityStampAsync(user);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An open screen's person could not be looked up; asked again in a minute")]
    private partial void LogNotAsked(Exception fault);
}
