using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Access;
using SafetyHub.Dashboard.Languages;

namespace SafetyHub.Dashboard.Access;

/// <summary>What the forms of sign-in and of one's own account send to; each answers with a redirect, so all work without JavaScript.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/account").RequireOwnForms();
        account.MapPost("/sign-in", SignInAsync).AllowAnonymous();
        account.MapPost("/second-factor", SecondFactorAsync).AllowAnonymous();
        account.MapPost("/language", ChooseLanguageAsync).AllowAnonymous();
        account.MapPost("/sign-out", SignOutAsync).RequireAuthorization();
        account.MapPost("/password", ChangePasswordAsync).RequireAuthorization();
        account.MapPost("/totp/enable", EnableSecondFactorAsync).RequireAuthorization();
        account.MapPost("/totp/disable", DisableSecondFactorAsync).RequireAuthorization();
    }

    private static async Task<IResult> SignInAsync(
        [FromForm] string? name, [FromForm] string? password, [FromForm] string? returnUrl, SignInDesk desk, UserManager<HubUser> users, HttpContext http)
    {
        var back = LocalPath.Or(returnUrl, "/");
        var result = await desk.EnterAsync(name ?? "", password ?? "", http.RequestAborted);
        if (result.RequiresTwoFactor) return Go("/account/second-factor", null, back);
        if (!result.Succeeded) return Go("/account/sign-in", result.IsLockedOut ? "locked" : "wrong", back);
        return await WelcomeAsync(await desk.FindAsync(name!), users, back, http);
    }

    private static async Task<IResult> SecondFactorAsync(
        [FromForm] string? code, [FromForm] string? recovery, [FromForm] string? returnUrl,
        SignInDesk desk, SignInManager<HubUser> signIn, UserManager<HubUser> users, HttpContext http)
    {
        var back = LocalPath.Or(returnUrl, "/");
        var user = await signIn.GetTwoFactorAuthenticationUserAsync();
        var result = await desk.EnterSecondAsync(recovery is { Length: > 0 } ? recovery : code ?? "", recovery is { Length: > 0 }, http.RequestAborted);
        if (result.IsNotAllowed) return Go("/account/sign-in", "expired", back);
        if (!result.Succeeded) return result.IsLockedOut ? Go("/account/sign-in", "locked", back) : Go("/account/second-factor", "code", back);
        return await WelcomeAsync(user, users, back, http);
    }

    private static async Task<IResult> WelcomeAsync(HubUser? user, UserManager<HubUser> users, string back, HttpContext http)
    {
        if (user is null) return Results.LocalRedirect("/");
        HubLanguages.Remember(http, user.Language);
        if ((await users.GetClaimsAsync(user)).Any(claim => claim.Type == HubClaims.MustChangePassword)) return Results.LocalRedirect("/account/password");
        var roles = await users.GetRolesAsync(user);
        var desk = roles.Any(role => role != Roles.Caseworker);
        return Results.LocalRedirect(back == "/" && !desk ? "/my" : back);
    }

    private static async Task<IResult> SignOutAsync(ClaimsPrincipal person, SignInDesk desk, HttpContext http)
    {
        await desk.LeaveAsync(person.Actor(), http.RequestAborted);
        return Results.LocalRedirect("/account/sign-in");
    }

    private static async Task<IResult> ChooseLanguageAsync(
        [FromForm] string? language, [FromForm] string? returnUrl, UserManager<HubUser> users, HttpContext http)
    {
        var chosen = language == "en" ? "en" : "ko";
        HubLanguages.Remember(http, chosen);
        if (await users.GetUserAsync(http.User) is { } user && user.Language != chosen)
        {
            user.Language = chosen;
            await users.UpdateAsync(user);
        }
        return Results.LocalRedirect(LocalPath.Or(returnUrl, "/"));
    }

    private static async Task<IResult> ChangePasswordAsync(
        [FromForm] string? now, [FromForm] string? password, [FromForm] string? again,
        UserManager<HubUser> users, SignInManager<HubUser> signIn, SignInDesk desk, HttpContext http)
    {
        if (await users.GetUserAsync(http.User) is not { } user) return Go("/account/sign-in", "expired");
        if (password != again) return Go("/account/password", "mismatch");
        var changed = await users.ChangePasswordAsync(user, now ?? "", password ?? "");
        if (!changed.Succeeded) return Go("/account/password", changed.Errors.First().Code);
        await users.RemoveClaimAsync(user, HubClaims.MustChange);
        await desk.AuditAsync(http.User.Actor(), "user.password-changed", "user/" + user.UserName, null, http.RequestAborted);
        await signIn.RefreshSignInAsync(user);
        return Go("/account", "changed");
    }

    private static async Task<IResult> EnableSecondFactorAsync(
        [FromForm] string? code, UserManager<HubUser> users, SignInManager<HubUser> signIn, SignInDesk desk, OnceNotes notes, HttpContext http)
    {
        if (await users.GetUserAsync(http.User) is not { } user) return Go("/account/sign-in", "expired");
        var digits = (code ?? "").Replace(" ", "", StringComparison.Ordinal);
        if (!await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, digits)) return Go("/account", "code");
        await users.SetTwoFactorEnabledAsync(user, true);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 8);
        await desk.AuditAsync(http.User.Actor(), "user.second-factor-on", "user/" + user.UserName, null, http.RequestAborted);
        await signIn.RefreshSignInAsync(user);
        var ticket = notes.Put(http.User.Actor(), [.. codes ?? []]);
        return Results.LocalRedirect($"/account?said=totp-on&ticket={ticket}");
    }

    private static async Task<IResult> DisableSecondFactorAsync(
        [FromForm] string? password, UserManager<HubUser> users, SignInManager<HubUser> signIn, SignInDesk desk, HttpContext http)
    {
        if (await users.GetUserAsync(http.User) is not { } user) return Go("/account/sign-in", "expired");
        if (!await users.CheckPasswordAsync(user, password ?? "")) return Go("/account", "PasswordMismatch");
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.ResetAuthenticatorKeyAsync(user);
        await desk.AuditAsync(http.User.Actor(), "user.second-factor-off", "user/" + user.UserName, null, http.RequestAborted);
        await signIn.RefreshSignInAsync(user);
        return Go("/account", "totp-off");
    }

    internal static IResult Go(string path, string? said, string? returnUrl = null)
    {
        var query = QueryString.Empty;
        if (said is not null) query = query.Add("said", said);
        if (returnUrl is not null and not "/") query = query.Add("returnUrl", returnUrl);
        return Results.LocalRedirect(path + query);
    }
}
