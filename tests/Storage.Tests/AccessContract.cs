using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SafetyHub.Access;
using SafetyHub.Audit;
using SafetyHub.Silo.Storage;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>What storage keeps of people, programs and what they did.</summary>
public abstract class AccessContract(StorageFixture storage) : IAsyncLifetime
{
    private TestHub _hub = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => _hub = await storage.NewHubAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Token_CreatedThenRevoked_IsKnownOnlyBetween()
    {
        var tokens = _hub.Get<IApiTokens>();
        var text = await tokens.CreateAsync("simulator", Roles.Operator, null, None);
        Assert.Equal(new ApiCaller("simulator", Roles.Operator, null), await tokens.FindAsync(text, None));
        Assert.Null(await tokens.FindAsync(text + "x", None));
        Assert.True(await tokens.RevokeAsync("simulator", None));
        Assert.False(await tokens.RevokeAsync("simulator", None));
        Assert.Null(await tokens.FindAsync(text, None));
    }

    [Fact]
    public async Task Token_ExpiredOrImportedAnew_NoLongerCounts()
    {
        var tokens = _hub.Get<IApiTokens>();
        Assert.Null(await tokens.FindAsync(await tokens.CreateAsync("old", Roles.Operator, DateTimeOffset.UnixEpoch, None), None));
        var import = _hub.Get<ITokenImport>();
        await import.ImportAsync("bootstrap", Roles.Administrator, "first", None);
        await import.ImportAsync("bootstrap", Roles.Administrator, "second", None);
        Assert.Null(await tokens.FindAsync("first", None));
        Assert.Equal("bootstrap", (await tokens.FindAsync("second", None))!.Name);
        Assert.Equal(["bootstrap", "old"], (await tokens.ListAsync(None)).Select(caller => caller.Name));
        await Assert.ThrowsAsync<ArgumentException>(() => tokens.CreateAsync("x", "owner", null, None));
    }

    [Fact]
    public async Task Audit_Written_ListsNewestFirstInPages()
    {
        var audit = _hub.Get<IAuditLog>();
        for (var i = 0; i < 5; i++) await audit.WriteAsync(new AuditEntry(0, Sample.Now, "user:kim", "evidence.view", $"incident/{i}", null), None);
        var page = await audit.ListAsync(null, 3, None);
        Assert.Equal(["incident/4", "incident/3", "incident/2"], page.Select(entry => entry.Target));
        Assert.Equal(["incident/1", "incident/0"], (await audit.ListAsync(page[^1].Sequence, 3, None)).Select(entry => entry.Target));
    }

    [Fact]
    public async Task Setting_SetByManyAtOnce_HoldsTheLast()
    {
        var settings = _hub.Get<ISettingsStore>();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => settings.SetAsync("vapid", $"key{i}", None)));
        Assert.StartsWith("key", await settings.FindAsync("vapid", None), StringComparison.Ordinal);
        await settings.SetAsync("vapid", "other", None);
        Assert.Equal("other", await settings.FindAsync("vapid", None));
        Assert.Null(await settings.FindAsync("unknown", None));
    }

    [Fact]
    public async Task Identity_UserWithRoleClaimAndToken_IsKeptAndGoesWithItsRows()
    {
        var builder = new DbContextOptionsBuilder<People>();
        builder.UseHubDatabase(_hub.Database);
        var options = builder.Options;
        var user = new TestUser { UserName = "kim", NormalizedUserName = "KIM", DisplayName = "김", Language = "ko", LockoutEnd = Sample.Now };
        await using (var people = new People(options))
        {
            var role = new IdentityRole("operator");
            people.AddRange(user, role, new IdentityUserRole<string> { UserId = user.Id, RoleId = role.Id });
            people.AddRange(new IdentityUserClaim<string> { UserId = user.Id, ClaimType = "t", ClaimValue = "v" }, new IdentityRoleClaim<string> { RoleId = role.Id });
            people.Add(new IdentityUserToken<string> { UserId = user.Id, LoginProvider = "p", Name = "n", Value = "v" });
            people.Add(new IdentityUserLogin<string> { UserId = user.Id, LoginProvider = "p", ProviderKey = "k" });
            await people.SaveChangesAsync();
        }
        await using var again = new People(options);
        var found = await again.Users.SingleAsync(row => row.NormalizedUserName == "KIM");
        Assert.Equal(("김", null, Sample.Now), (found.DisplayName, found.Caseworker, found.LockoutEnd));
        again.Remove(found);
        await again.SaveChangesAsync();
        Assert.Equal(0, await again.UserTokens.CountAsync() + await again.UserClaims.CountAsync() + await again.UserRoles.CountAsync());
    }

    [Fact]
    public async Task Health_DatabaseTakesWrites_IsHealthy() =>
        Assert.Equal(HealthStatus.Healthy, (await _hub.Get<HealthCheckService>().CheckHealthAsync()).Status);

    private sealed class TestUser : IdentityUser
    {
        public string DisplayName { get; set; } = "";

        public string? Caseworker { get; set; }

        public string Language { get; set; } = "ko";
    }

    private sealed class People(DbContextOptions<People> options) : IdentityDbContext<TestUser>(options);
}

public sealed class SqliteAccessTests(SqliteFixture storage) : AccessContract(storage), IClassFixture<SqliteFixture>;

public sealed class PostgresAccessTests(PostgresFixture storage) : AccessContract(storage), IClassFixture<PostgresFixture>;
