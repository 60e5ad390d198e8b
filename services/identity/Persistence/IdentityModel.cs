using FocusSuite.Domain.Calendars;
using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FocusSuite.Identity.Persistence;

/// <summary>How everything of identity's is stored, table by table.</summary>
internal sealed class IdentityModel :
    IEntityTypeConfiguration<Account>,
    IEntityTypeConfiguration<AccountSubscription>,
    IEntityTypeConfiguration<CalendarEntry>,
    IEntityTypeConfiguration<SignIn>,
    IEntityTypeConfiguration<LoginFailureRow>,
    IEntityTypeConfiguration<KnownAddressRow>,
    IEntityTypeConfiguration<AccountErasure>,
    IEntityTypeConfiguration<RequestKeyRow>,
    IEntityTypeConfiguration<SigningKeyRow>
{
    private const int MaxStamp = 64;
    private const int MaxReason = 32;
    private const int MaxWord = 32;

    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.ToTable("accounts");

        // Drawn from a sequence in blocks, so that the number is known before the insert.
        account.Property(row => row.Id).UseHiLo("account_ids");
        account.Property(row => row.Email).HasMaxLength(EmailAddress.MaxLength);

        // Unicode normalization may make a text longer, three times at the most.
        account.Property(row => row.NormalizedEmail).HasMaxLength(3 * EmailAddress.MaxLength);
        account.Property(row => row.SecurityStamp).HasMaxLength(MaxStamp);
        account.Property(row => row.FirstName).HasMaxLength(Account.MaxNameLength);
        account.Property(row => row.LastName).HasMaxLength(Account.MaxNameLength);
        TimeZone(account.Property(row => row.TimeZone));
        account.Property(row => row.TokenEpoch).HasDefaultValue(0L);
        account.Property(row => row.RevocationReason).HasMaxLength(MaxReason);
        account.HasIndex(row => row.TokensRevokedAt).HasFilter("tokens_revoked_at IS NOT NULL");
        account.Property<uint>("xmin").IsRowVersion();
        account.HasIndex(row => row.NormalizedEmail).IsUnique().HasDatabaseName(IdentityContext.UniqueEmail);
        account.HasOne(row => row.Subscription).WithOne().HasForeignKey<AccountSubscription>(row => row.AccountId).IsRequired();
        account.Navigation(row => row.Subscription).IsRequired();
    }

    public void Configure(EntityTypeBuilder<AccountSubscription> subscription)
    {
        subscription.ToTable("subscriptions");
        subscription.HasKey(row => row.AccountId);
        subscription.Property(row => row.AccountId).ValueGeneratedNever();
        subscription.Property(row => row.Plan)
            .HasConversion(plan => plan.Word(), word => SubscriptionWords.PlanOf(word)).HasMaxLength(MaxWord);
        subscription.Property(row => row.Status)
            .HasConversion(status => status.Word(), word => SubscriptionWords.StatusOf(word)).HasMaxLength(MaxWord);
        subscription.Property<uint>("xmin").IsRowVersion();
        subscription.Ignore(row => row.Terms);
    }

    public void Configure(EntityTypeBuilder<CalendarEntry> calendar)
    {
        calendar.ToTable("calendars", table => table.HasCheckConstraint(
            "ck_calendars_day_start_hour", $"day_start_hour BETWEEN 0 AND {DaySettings.LatestDayStart}"));
        calendar.HasKey(row => new { row.UserId, row.EffectiveFrom });
        calendar.Property(row => row.UserId).ValueGeneratedNever();
        TimeZone(calendar.Property(row => row.TimeZone));
    }

    public void Configure(EntityTypeBuilder<SignIn> signIn)
    {
        signIn.ToTable("sign_ins");
        signIn.Property(row => row.Id).ValueGeneratedNever();
        signIn.Property(row => row.SecurityStamp).HasMaxLength(MaxStamp);
        signIn.PrimitiveCollection(row => row.Requests).HasDefaultValueSql("'{}'");
        signIn.HasOne(row => row.Account).WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Cascade);
        signIn.HasIndex(row => row.ExpiresAt);
    }

    public void Configure(EntityTypeBuilder<LoginFailureRow> failure)
    {
        failure.ToTable("login_failures");
        failure.HasKey(row => row.Key);
        failure.HasIndex(row => row.LatestAt);
    }

    public void Configure(EntityTypeBuilder<KnownAddressRow> address)
    {
        address.ToTable("known_addresses");
        address.HasKey(row => new { row.AccountId, row.Address });
        address.HasOne(row => row.Account).WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Cascade);
        address.HasIndex(row => row.LatestAt);
    }

    public void Configure(EntityTypeBuilder<AccountErasure> erasure)
    {
        erasure.ToTable("erasures");
        erasure.Property(row => row.Id).ValueGeneratedNever();
        erasure.Property<uint>("xmin").IsRowVersion();
        erasure.HasIndex(row => row.NextAt).HasFilter("completed_at IS NULL");

        // One erasure a user: a second wish finds the first.
        erasure.HasIndex(row => row.UserId).IsUnique();
        erasure.OwnsMany(row => row.Removed, removed => removed.ToJson());
    }

    public void Configure(EntityTypeBuilder<RequestKeyRow> key)
    {
        key.ToTable("request_keys");
        key.HasKey(row => new { row.UserId, row.Key });
        key.HasIndex(row => row.CreatedAt);
    }

    public void Configure(EntityTypeBuilder<SigningKeyRow> key)
    {
        key.ToTable("signing_keys");
        key.Property(row => row.Id).HasMaxLength(64);
    }

    // A name is read in its own spelling: versions before stored it in the case in which it was sent.
    private static void TimeZone(PropertyBuilder<string> column) =>
        column.HasMaxLength(TimeZoneNames.MaxLength).HasConversion(name => name, stored => TimeZoneNames.Spell(stored));
}
