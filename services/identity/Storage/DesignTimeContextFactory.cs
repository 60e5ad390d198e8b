using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FocusSuite.Identity.Storage;

/// <summary>Lets <c>dotnet ef migrations add</c> work without the service's configuration.</summary>
internal sealed class DesignTimeContextFactory : IDesignTimeDbContextFactory<IdentityContext>
{
    public IdentityContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<IdentityContext>().UseNpgsql("Host=127.0.0.1").UseSnakeCaseNamingConvention().Options);
}
