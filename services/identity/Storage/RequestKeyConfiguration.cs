using FocusSuite.Identity.KeySpace;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FocusSuite.Identity.Storage;

internal sealed class RequestKeyConfiguration : IEntityTypeConfiguration<RequestKeyRow>
{
    public void Configure(EntityTypeBuilder<RequestKeyRow> key)
    {
        key.ToTable("request_keys");
        key.HasKey(row => new { row.UserId, row.Key });
        key.HasIndex(row => row.CreatedAt);
    }
}
