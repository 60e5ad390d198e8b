using FocusSuite.Identity.Persistence;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Persistence;

public sealed class IdentityModelTests
{
    [Fact]
    public void Model_OfThisVersion_IsWhatItsMigrationsMake()
    {
        using var context = new DesignTimeContextFactory().CreateDbContext([]);
        context.Database.HasPendingModelChanges().ShouldBeFalse();
    }
}
