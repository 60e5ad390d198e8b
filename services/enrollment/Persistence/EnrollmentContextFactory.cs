using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FocusSuite.Enrollment.Persistence;

/// <summary>Lets <c>dotnet ef migrations add</c> see the model without a configured service.</summary>
internal sealed class EnrollmentContextFactory : IDesignTimeDbContextFactory<EnrollmentContext>
{
    public EnrollmentContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<EnrollmentContext>().UseNpgsql().UseSnakeCaseNamingConvention().Options);
}
