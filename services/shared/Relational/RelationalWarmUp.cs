using FocusSuite.Hosting.Warming;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.Relational;

/// <summary>Makes EF Core build its model and compile a first query, over the first connection of the pool.</summary>
internal sealed class RelationalWarmUp<TContext>(IServiceScopeFactory scopes) : IWarmUp
    where TContext : FocusDbContext
{
    public string Name => "database";

    public bool IsRequired => true;

    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TContext>().Set<OutboxRow>().AnyAsync(cancellationToken);
    }
}
