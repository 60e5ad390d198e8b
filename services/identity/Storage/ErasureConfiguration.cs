using FocusSuite.Identity.Erasing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FocusSuite.Identity.Storage;

internal sealed class ErasureConfiguration : IEntityTypeConfiguration<ErasureRow>
{
    public void Configure(EntityTypeBuilder<ErasureRow> erasure)
    {
        erasure.ToTable("erasures");
        erasure.Property(row => row.Id).ValueGeneratedNever();
        erasure.Property<uint>("xmin").IsRowVersion();
        erasure.HasIndex(row => row.NextAt).HasFilter("completed_at IS NULL");

        // One erasure a person: a second wish finds the first.
        erasure.HasIndex(row => row.UserId).IsUnique();
        erasure.OwnsMany(row => row.Removed, removed => removed.ToJson());
    }
}
