using FocusSuite.Relational;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Catalog.Storage;

/// <summary>The catalog's own database.</summary>
internal sealed class CatalogContext(DbContextOptions<CatalogContext> options) : FocusDbContext(options)
{
    public DbSet<ProgramRow> Programs => Set<ProgramRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        ProgramRow.Map(modelBuilder);
        ProgramDayRow.Map(modelBuilder);
    }
}
