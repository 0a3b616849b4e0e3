using Microsoft.AspNetCore.Identity;
using SafetyHub.Access;
using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Access;

/// <summary>Creates and changes people. Answers with the code of what to say; a temporary password where one was made.</summary>
internal sealed class PeopleOffice(UserManager<HubUser> users, PeopleDirectory directory, SignInDesk desk)
{
    public async Task<(string Said, string? Password)> CreateAsync(PersonForm form, string by, CancellationToken cancel)
    {
        if (!IsValid(form)) return ("failed", null);
        var user = new HubUser { UserName = form.Name?.Trim() };
        Fill(user, form);
        var password = FirstAdministrator.OneTimePassword();
        var made = await users.CreateAsync(user, password);
        if (!made.Succeeded) return (made.Errors.First().Code, null);
        await users.AddToRoleAsync(user, form.Role!);
        await users.AddClaimAsync(user, HubClaims.MustChange);
        await NoteAsync(by, "user.created", user, form.Role, cancel);
        return ("created", password);
    }

    public async Task<string> SaveAsync(string id, PersonForm form, string by, CancellationToken cancel)
    {
        if (!IsValid(form) || await users.FindByIdAsync(id) is not { } user) return "failed";
        var roles = await users.GetRolesAsync(user);
        if (form.Role != Roles.Administrator && await IsLastAdministratorAsync(user)) return "last-administrator";
        Fill(user, form);
        await users.UpdateAsync(user);
        if (!roles.SequenceEqual([form.Role!]))
        {
            await users.RemoveFromRolesAsync(user, roles);
            await users.AddToRoleAsync(user, form.Role!);
        }
        // Open screens of this person lose their old rights within a minute.
        await users.UpdateSecurityStampAsync(user);
        await NoteAsync(by, "user.changed", user, form.Role, cancel);
        return "saved";
    }

    public async Task<(string Said, string? Password)> ResetAsync(string id, string by, CancellationToken cancel)
    {
        if (await users.FindByIdAsync(id) is not { } user) return ("failed", null);
        var password = FirstAdministrator.OneTimePassword();
        var reset = await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password);
        if (!reset.Succeeded) return (reset.Errors.First().Code, null);
        await users.RemoveClaimAsync(user, HubClaims.MustChange);
        await users.AddClaimAsync(user, HubClaims.MustChange);
        if (!user.IsDisabled) user.LockoutEnd = null;
        user.AccessFailedCount = 0;
        user.TwoFactorEnabled = false;
        await users.UpdateAsync(user);
        await users.ResetAuthenticatorKeyAsync(user);
        await NoteAsync(by, "user.password-reset", user, null, cancel);
        return ("saved", password);
    }

    public async Task<string> SwitchAsync(string id, bool on, string by, CancellationToken cancel)
    {
        if (await users.FindByIdAsync(id) is not { } user) return "failed";
        if (!on && await IsLastAdministratorAsync(user)) return "last-administrator";
        await users.SetLockoutEnabledAsync(user, true);
        await users.SetLockoutEndDateAsync(user, on ? null : HubUser.DisabledUntil);
        await users.UpdateSecurityStampAsync(user);
        await NoteAsync(by, on ? "user.enabled" : "user.disabled", user, null, cancel);
        return "saved";
    }

    private async Task<bool> IsLastAdministratorAsync(HubUser user)
    {
        var administrators = await users.GetUsersInRoleAsync(Roles.Administrator);
        return administrators.Any(a => a.Id == user.Id) && administrators.Count(a => !a.IsDisabled) <= 1;
    }

    private static bool IsValid(PersonForm form) =>
        form.DisplayName?.Trim() is { Length: >= 1 and <= 100 }
        && form.Role is { } role && Roles.All.Contains(role)
        && (string.IsNullOrWhiteSpace(form.Caseworker) || DeviceId.TryParse(form.Caseworker.Trim(), out _));

    private static void Fill(HubUser user, PersonForm form)
    {
        user.DisplayName = form.DisplayName!.Trim();
        user.Caseworker = string.IsNullOrWhiteSpace(form.Caseworker) ? null : form.Caseworker.Trim();
        user.Language = form.Language == "en" ? "en" : "ko";
    }

    private async Task NoteAsync(string by, string action, HubUser user, string? detail, CancellationToken cancel)
    {
        directory.Forget();
        await desk.AuditAsync(by, action, "user/" + user.UserName, detail, cancel);
    }
}
