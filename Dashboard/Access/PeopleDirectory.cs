using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SafetyHub.Dashboard.Access;

/// <summary>Somebody an incident can be given to.</summary>
/// <param name="Actor">As incidents name the person: <c>user:{name}</c>.</param>
/// <param name="Name">As colleagues see the person.</param>
/// <param name="Role">The person's role.</param>
public sealed record Person(string Actor, string Name, string Role);

/// <summary>
/// Names of people for the screens; at most 20 s old, at most 2,000 people. While the database is away the last known names stand: a screen
/// that shows a call for help must not fail over a name.
/// </summary>
public sealed partial class PeopleDirectory(IServiceScopeFactory scopes, IMemoryCache cache, ILogger<PeopleDirectory> log)
{
    private const int PeopleAtMost = 2_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(20);
    private IReadOnlyList<Person> _last = [];

    /// <summary>Everybody who can sign in, by name.</summary>
    public async Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancel) =>
        await cache.GetOrCreateAsync(typeof(PeopleDirectory), async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = KeptFor;
            return await ReadOrLastAsync(cancel);
        }) ?? [];

    /// <summary>Forgets what it knows; called after every change.</summary>
    public void Forget() => cache.Remove(typeof(PeopleDirectory));

    private async Task<IReadOnlyList<Person>> ReadOrLastAsync(CancellationToken cancel)
    {
        try
        {
            return _last = await ReadAsync(cancel);
        }
        catch (Exception fault) when (DatabaseAway.Says(fault))
        {
            LogNotRead(fault);
            return _last;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The names of people could not be read; the last known ones are shown")]
    private partial void LogNotRead(Exception fault);

    private async Task<IReadOnlyList<Person>> ReadAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<HubIdentityContext>();
        var rows = await (
            from user in people.Users
            join link in people.UserRoles on user.Id equals link.UserId
            join role in people.Roles on link.RoleId equals role.Id
            where user.LockoutEnd == null || user.LockoutEnd != HubUser.DisabledUntil
            orderby user.DisplayName
            select new { user.UserName, user.DisplayName, Role = role.Name }).Take(PeopleAtMost).ToListAsync(cancel);
        return [.. rows.Select(row => new Person("user:" + row.UserName, row.DisplayName, row.Role ?? ""))];
    }
}
