using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Keys;
using FocusSuite.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FocusSuite.Identity.Persistence;

/// <summary>Identity's own database; <see cref="IdentityModel"/> says how it is stored.</summary>
internal sealed class IdentityContext(DbContextOptions<IdentityContext> options) : FocusDbContext(options)
{
    /// <summary>The index that lets one account have an address, whatever its case.</summary>
    public const string UniqueEmail = "ix_accounts_normalized_email";

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<AccountSubscription> Subscriptions => Set<AccountSubscription>();

    public DbSet<CalendarEntry> Calendars => Set<CalendarEntry>();

    public DbSet<AccountErasure> Erasures => Set<AccountErasure>();

    public DbSet<SignIn> SignIns => Set<SignIn>();

    public DbSet<SigningKeyRow> SigningKeys => Set<SigningKeyRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(IdentityContext).Assembly);
    }
}

/// <summary>Lets <c>dotnet ef migrations add</c> work without the service's configuration.</summary>
internal sealed class DesignTimeContextFactory : IDesignTimeDbContextFactory<IdentityContext>
{
    public IdentityContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<IdentityContext>().UseNpgsql("Host=127.0.0.1").UseSnakeCaseNamingConvention().Options);
}
