using FocusSuite.Identity.Keys;
using FocusSuite.Identity.SigningIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FocusSuite.Identity.Storage;

internal sealed class SigningInConfiguration :
    IEntityTypeConfiguration<SignIn>, IEntityTypeConfiguration<LoginFailureRow>, IEntityTypeConfiguration<KnownAddressRow>, IEntityTypeConfiguration<SigningKeyRow>
{
    public void Configure(EntityTypeBuilder<SignIn> signIn)
    {
        signIn.ToTable("sign_ins");
        signIn.Property(row => row.Id).ValueGeneratedNever();
        signIn.Property(row => row.SecurityStamp).HasMaxLength(AccountConfiguration.LongestStamp);
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

    public void Configure(EntityTypeBuilder<SigningKeyRow> key)
    {
        key.ToTable("signing_keys");
        key.Property(row => row.Id).HasMaxLength(64);
    }
}
