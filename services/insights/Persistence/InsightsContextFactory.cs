using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FocusSuite.Insights.Persistence;

/// <summary>Lets <c>dotnet ef migrations add</c> see the model without a configured service.</summary>
internal sealed class InsightsContextFactory : IDesignTimeDbContextFactory<InsightsContext>
{
    public InsightsContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<InsightsContext>().UseNpgsql().UseSnakeCaseNamingConvention().Options);
}
