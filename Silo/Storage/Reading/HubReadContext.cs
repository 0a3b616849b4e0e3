using Microsoft.EntityFrameworkCore;

namespace SafetyHub.Silo.Storage;

/// <summary>The relational read side: lists and filters for people. It never writes; the hot writes are plain SQL.</summary>
internal sealed class HubReadContext(DbContextOptions<HubReadContext> options) : DbContext(options)
{
    public DbSet<IncidentRow> Incidents => Set<IncidentRow>();

    public DbSet<EntryRow> Entries => Set<EntryRow>();

    public DbSet<SignalRow> Signals => Set<SignalRow>();

    public DbSet<AlertRow> Alerts => Set<AlertRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<ResidentRow> Residents => Set<ResidentRow>();

    public DbSet<ResidentEventRow> ResidentEvents => Set<ResidentEventRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<IncidentRow>().ToTable("incidents").HasKey(row => row.Id);
        modelBuilder.Entity<EntryRow>().ToTable("incident_entries").HasKey(row => new { row.IncidentId, row.Seq });
        modelBuilder.Entity<SignalRow>().ToTable("signals").HasKey(row => row.Position);
        modelBuilder.Entity<AlertRow>().ToTable("alert_outbox").HasKey(row => row.Id);
        modelBuilder.Entity<AuditRow>().ToTable("audit").HasKey(row => row.Sequence);
        modelBuilder.Entity<ResidentRow>().ToTable("residents").HasKey(row => row.Id);
        modelBuilder.Entity<ResidentEventRow>().ToTable("resident_events").HasKey(row => row.Position);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
            property.SetColumnName(Snake(property.Name));
    }

    /// <summary><c>OpenedAt</c> is <c>opened_at</c> in the database.</summary>
    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
