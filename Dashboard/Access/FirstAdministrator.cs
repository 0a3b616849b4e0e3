using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SafetyHub.Access;

namespace SafetyHub.Dashboard.Access;

/// <summary>
/// Makes the roles, and the first administrator when nobody exists: a random one-time password in a file that only the hub's own account
/// can read, whose path is printed. Two processes that start together make one: the user name is unique.
/// </summary>
internal sealed class FirstAdministrator(
    IServiceScopeFactory scopes, IOptions<DashboardOptions> options, ILogger<FirstAdministrator> log) : IHostedService
{
    public const string UserName = "admin";

    public const string FileName = "first-sign-in";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>();
        foreach (var role in Roles.All)
        {
            if (!await roles.RoleExistsAsync(role)) await roles.CreateAsync(new IdentityRole(role));
        }
        var users = scope.ServiceProvider.GetRequiredService<UserManager<HubUser>>();
        if (!await users.Users.AnyAsync(cancellationToken)) await CreateAsync(users);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task CreateAsync(UserManager<HubUser> users)
    {
        var password = OneTimePassword();
        var user = new HubUser { UserName = UserName, DisplayName = "관리자" };
        var made = await users.CreateAsync(user, password);
        if (made.Succeeded) made = await users.AddToRoleAsync(user, Roles.Administrator);
        if (made.Succeeded) made = await users.AddClaimAsync(user, HubClaims.MustChange);
        if (!made.Succeeded)
        {
            log.LogWarning("The first administrator was not made: {Errors}", string.Join(", ", made.Errors.Select(e => e.Code)));
            return;
        }
        var path = Path.GetFullPath(Path.Combine(options.Value.DataDirectory, FileName));
        WritePrivate(path, $"{UserName}\n{password}\n");
        log.LogWarning("First start: sign in as {UserName} with the one-time password in {Path}", UserName, path);
        await Console.Out.WriteLineAsync($"First sign-in: user '{UserName}', one-time password in {path}");
    }

    /// <summary>20 characters without look-alikes: about 98 bits.</summary>
    public static string OneTimePassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 20);

    private static void WritePrivate(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.Delete(path);
        using var writer = new StreamWriter(path, how);
        writer.Write(text);
    }
}
