using FocusSuite.Catalog.Domain;
using FocusSuite.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FocusSuite.Catalog.Persistence;

/// <summary>The catalog's own database.</summary>
internal sealed class CatalogContext(DbContextOptions<CatalogContext> options) : FocusDbContext(options)
{
    public DbSet<CatalogProgram> Programs => Set<CatalogProgram>();

    public DbSet<ProgramVersion> Versions => Set<ProgramVersion>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<CatalogProgram>(row =>
        {
            row.ToTable("programs");
            row.HasKey(program => program.Id);

            // The seed gives the numbers, so that a new installation has 1 and 2, which the API's document shows.
            row.Property(program => program.Id).ValueGeneratedNever();
            row.HasIndex(program => program.Key).IsUnique();
            row.HasIndex(program => new { program.SortOrder, program.Id });
            row.Property(program => program.PublishedVersion).HasDefaultValue(0);
            row.Property(program => program.IsSeeded).HasDefaultValue(false);
            row.Property(program => program.Version).IsRowVersion();
        });
        modelBuilder.Entity<ProgramVersion>(row =>
        {
            row.ToTable("program_versions");
            row.HasKey(version => new { version.ProgramId, version.Number });
            row.Property(version => version.Content).HasColumnType("jsonb").HasConversion(
                content => content.ToJson(),
                json => ProgramContent.Parse(json),
                new ValueComparer<ProgramContent>(
                    (one, other) => one!.ToJson() == other!.ToJson(), content => content.ToJson().GetHashCode()));
            row.HasOne<CatalogProgram>().WithMany().HasForeignKey(version => version.ProgramId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
