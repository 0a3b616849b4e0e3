using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SafetyHub.Access;

namespace SafetyHub.Dashboard.Access;

/// <summary>Sign-in by cookie with lock-out and an optional second factor.</summary>
internal static class AccessRegistration
{
    public static void AddPeople(this IServiceCollection services, Action<DbContextOptionsBuilder> database)
    {
        services.AddDbContext<HubIdentityContext>(database);
        services.AddIdentity<HubUser, IdentityRole>(Configure)
            .AddEntityFrameworkStores<HubIdentityContext>()
            .AddClaimsPrincipalFactory<HubClaimsFactory>()
            .AddDefaultTokenProviders();
        // One minute: so long a person who lost a role keeps it.
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
        services.ConfigureApplicationCookie(Cookie);
        services.AddAuthorizationBuilder()
            .AddPolicy(HubClaims.DeskPolicy, policy => policy.RequireRole(HubClaims.DeskRoles))
            .AddPolicy(HubClaims.CameraPolicy, policy => policy.RequireRole(HubClaims.CameraRoles))
            .AddPolicy(HubClaims.ResidentsPolicy, policy => policy.RequireRole(Roles.Administrator, Roles.Supervisor))
            .AddPolicy(HubClaims.UnmaskPolicy, policy => policy.RequireRole(Roles.Administrator, Roles.Supervisor))
            .AddPolicy(HubClaims.AdministratorPolicy, policy => policy.RequireRole(Roles.Administrator));
        services.AddScoped<AuthenticationStateProvider, CircuitRevalidation>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<PeopleDirectory>();
        services.AddScoped<SignInDesk>();
        services.AddHostedService<FirstAdministrator>();
    }

    private static void Configure(IdentityOptions options)
    {
        // Length beats character classes (NIST SP 800-63B).
        options.Password.RequiredLength = 12;
        options.Password.RequiredUniqueChars = 5;
        options.Password.RequireDigit = options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        options.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789._-";
        options.Tokens.AuthenticatorIssuer = "SafetyHub";
    }

    private static void Cookie(Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions options)
    {
        options.LoginPath = "/account/sign-in";
        options.AccessDeniedPath = "/account/denied";
        options.ReturnUrlParameter = "returnUrl";
        options.Cookie.Name = "safetyhub";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        // Programs and pictures want a status, not a page.
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    private static Task Answer(Microsoft.AspNetCore.Authentication.RedirectContext<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions> context, int status)
    {
        if (WantsPage(context.Request)) context.Response.Redirect(context.RedirectUri);
        else context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/hubs") && !request.Path.StartsWithSegments("/_blazor")
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
