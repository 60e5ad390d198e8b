using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Calendars;
using FocusSuite.Identity.Erasing;
using FocusSuite.Identity.Keys;
using FocusSuite.Identity.SigningIn;
using FocusSuite.Identity.Subscriptions;
using FocusSuite.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FocusSuite.Identity.Storage;

/// <summary>Identity's own database.</summary>
internal sealed class IdentityContext(DbContextOptions<IdentityContext> options) : FocusDbContext(options)
{
    /// <summary>The index that lets one account have an address, whatever its case.</summary>
    public const string UniqueEmail = "ix_accounts_normalized_email";

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<AccountSubscription> Subscriptions => Set<AccountSubscription>();

    public DbSet<CalendarRow> Calendars => Set<CalendarRow>();

    public DbSet<ErasureRow> Erasures => Set<ErasureRow>();

    public DbSet<SignIn> SignIns => Set<SignIn>();

    public DbSet<SigningKeyRow> SigningKeys => Set<SigningKeyRow>();

    // A lost race is no error: it is handled where it is caught, and what is not caught is logged with its method.
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.ConfigureWarnings(warnings => warnings.Log(
        (RelationalEventId.CommandError, LogLevel.Debug),
        (CoreEventId.SaveChangesFailed, LogLevel.Debug),
        (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug)));

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(IdentityContext).Assembly);
    }
}
