using Microsoft.AspNetCore.Identity;
using SafetyHub.Audit;

namespace SafetyHub.Dashboard.Access;

/// <summary>Signs people in and out and writes down who tried.</summary>
internal sealed class SignInDesk(SignInManager<HubUser> signIn, UserManager<HubUser> users, IAuditLog audit, TimeProvider time)
{
    public async Task<SignInResult> EnterAsync(string name, string password, CancellationToken cancel)
    {
        // Unknown names and wrong passwords get one and the same answer.
        var result = await signIn.PasswordSignInAsync(name.Trim(), password, isPersistent: false, lockoutOnFailure: true);
        if (!result.RequiresTwoFactor) await WriteAsync(name, result, cancel);
        return result;
    }

    public async Task<SignInResult> EnterSecondAsync(string code, bool recovery, CancellationToken cancel)
    {
        var user = await signIn.GetTwoFactorAuthenticationUserAsync();
        if (user is null) return SignInResult.NotAllowed;
        var digits = code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        var result = recovery
            ? await signIn.TwoFactorRecoveryCodeSignInAsync(code.Trim())
            : await signIn.TwoFactorAuthenticatorSignInAsync(digits, isPersistent: false, rememberClient: false);
        await WriteAsync(user.UserName!, result, cancel);
        return result;
    }

    public async Task LeaveAsync(string actor, CancellationToken cancel)
    {
        await signIn.SignOutAsync();
        await AuditAsync(actor, "sign-in.left", actor, null, cancel);
    }

    public async Task<HubUser?> FindAsync(string name) => await users.FindByNameAsync(name.Trim());

    public Task AuditAsync(string actor, string action, string target, string? detail, CancellationToken cancel) =>
        audit.WriteAsync(new AuditEntry(0, time.GetUtcNow(), actor, action, target, detail), cancel);

    private async Task WriteAsync(string name, SignInResult result, CancellationToken cancel)
    {
        // A name that nobody has may be a password typed into the wrong field: it is not kept.
        var known = await FindAsync(name) is { } user ? "user:" + user.UserName : "user:?";
        var action = result.Succeeded ? "sign-in.done" : result.IsLockedOut ? "sign-in.locked" : "sign-in.failed";
        await AuditAsync(known, action, known, null, cancel);
    }
}
