using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FocusSuite.Identity.Storage;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    /// <summary>ASP.NET Core Identity's have 32 characters.</summary>
    public const int LongestStamp = 64;

    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.ToTable("accounts");

        // Drawn from a sequence in blocks, so that the number is known before the insert.
        account.Property(row => row.Id).UseHiLo("account_ids");
        account.Property(row => row.Email).IsRequired().HasMaxLength(EmailAddress.Longest);
        // Unicode normalization may make a text longer, three times at the most.
        account.Property(row => row.NormalizedEmail).IsRequired().HasMaxLength(3 * EmailAddress.Longest);
        account.Property(row => row.PasswordHash).IsRequired();
        account.Property(row => row.SecurityStamp).IsRequired().HasMaxLength(LongestStamp);
        account.Property(row => row.FirstName).HasMaxLength(Account.LongestName);
        account.Property(row => row.LastName).HasMaxLength(Account.LongestName);
        account.Property(row => row.TimeZone).IsTimeZone();
        account.Property<uint>("xmin").IsRowVersion();
        account.HasIndex(row => row.NormalizedEmail).IsUnique().HasDatabaseName(IdentityContext.UniqueEmail);

        // People sign in by their address alone; the rest of ASP.NET Core Identity's account is of no use here.
        account.Ignore(row => row.UserName).Ignore(row => row.NormalizedUserName).Ignore(row => row.EmailConfirmed);
        account.Ignore(row => row.PhoneNumber).Ignore(row => row.PhoneNumberConfirmed).Ignore(row => row.TwoFactorEnabled);
        account.Ignore(row => row.LockoutEnd).Ignore(row => row.LockoutEnabled).Ignore(row => row.AccessFailedCount);
        account.Ignore(row => row.ConcurrencyStamp);

        account.HasOne(row => row.Subscription).WithOne().HasForeignKey<AccountSubscription>(row => row.AccountId).IsRequired();
        account.Navigation(row => row.Subscription).IsRequired();
    }
}
