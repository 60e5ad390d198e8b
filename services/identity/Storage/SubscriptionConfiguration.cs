using FocusSuite.Identity.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FocusSuite.Identity.Storage;

internal sealed class SubscriptionConfiguration : IEntityTypeConfiguration<AccountSubscription>
{
    public void Configure(EntityTypeBuilder<AccountSubscription> subscription)
    {
        subscription.ToTable("subscriptions");
        subscription.HasKey(row => row.AccountId);
        subscription.Property(row => row.AccountId).ValueGeneratedNever();
        subscription.Property(row => row.Plan).HasConversion(plan => plan.Word(), word => Words.PlanOf(word)).HasMaxLength(32);
        subscription.Property(row => row.Status).HasConversion(status => status.Word(), word => Words.StatusOf(word)).HasMaxLength(32);
        subscription.Property<uint>("xmin").IsRowVersion();
        subscription.Ignore(row => row.Terms);
    }
}
