using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FocusSuite.Catalog.Persistence;

/// <summary>Lets <c>dotnet ef migrations add</c> see the model without a configured service.</summary>
internal sealed class CatalogContextFactory : IDesignTimeDbContextFactory<CatalogContext>
{
    public CatalogContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<CatalogContext>().UseNpgsql().UseSnakeCaseNamingConvention().Options);
}
