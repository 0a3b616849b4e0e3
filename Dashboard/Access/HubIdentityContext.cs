using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace SafetyHub.Dashboard.Access;

/// <summary>The people who sign in, in ASP.NET Core Identity's default tables. The host chooses the database and creates the tables.</summary>
public sealed class HubIdentityContext(DbContextOptions<HubIdentityContext> options) : IdentityDbContext<HubUser, IdentityRole, string>(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<HubUser>(user =>
        {
            user.Property(u => u.DisplayName).HasMaxLength(100);
            user.Property(u => u.Caseworker).HasMaxLength(63);
            user.Property(u => u.Language).HasMaxLength(2);
        });
    }
}
