using FocusSuite.Catalog.Domain;
using FocusSuite.Catalog.Persistence;
using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Relational;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FocusSuite.Catalog.Seeding;

/// <summary>
/// Publishes the contents of this version and says which programs changed, in one transaction: a content that differs from the published
/// version becomes the next one, and a program that came with an earlier version of the suite and is no more retires. A half-done run is
/// repaired by the same comparison. Replicas that seed at once collide on a key or on a row version; the loser looks again and finds
/// nothing left to do.
/// </summary>
internal sealed class ProgramSeeder(
    IServiceScopeFactory scopes, TimeProvider clock, IReadOnlyList<ProgramContent> contents, ILogger<ProgramSeeder> logger) : ISeeder
{
    private const int MaxTries = 10;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // A context of its own for each try: what the last one tracked is no longer true.
                await using var scope = scopes.CreateAsyncScope();
                await SeedOnceAsync(scope.ServiceProvider.GetRequiredService<CatalogContext>(), cancellationToken);
                return;
            }
            catch (DbUpdateException exception) when (attempt < MaxTries && IsLostRace(exception))
            {
                Log.SeedAgain(logger, attempt);
            }
        }
    }

    private async Task SeedOnceAsync(CatalogContext database, CancellationToken cancellationToken)
    {
        var programs = await database.Programs.ToListAsync(cancellationToken);
        var published = await database.Versions
            .Where(
                version => database.Programs.Any(program => program.Id == version.ProgramId && program.PublishedVersion == version.Number))
            .ToDictionaryAsync(version => version.ProgramId, cancellationToken);
        var operation = OperationContext.Begin(clock);
        foreach (var (content, order) in contents.Select((content, index) => (content, index + 1)))
        {
            var program = programs.Find(program => program.Key == content.Key);
            if (program is null)
            {
                program = new CatalogProgram { Id = FreeId(order, programs), Key = content.Key, IsSeeded = true };
                programs.Add(program);
                database.Add(program);
            }

            program.Offer(order);
            if (published.GetValueOrDefault(program.Id)?.Content.ToJson() != content.ToJson())
            {
                database.Add(program.Publish(content, operation.Now));
            }
        }

        foreach (var program in programs.Where(program => program.IsSeeded && contents.All(content => content.Key != program.Key)))
        {
            program.Retire(operation.Now);
        }

        var changed = database.ChangeTracker.Entries<CatalogProgram>()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified).Select(entry => entry.Entity.Id).Order().ToList();
        if (changed.Count > 0)
        {
            await database.SaveAsync(
                [.. changed.Select(id => operation.Stamp(0, new CatalogChanged { ProgramId = id }))], cancellationToken);
            Log.Seeded(logger, changed.Count);
        }
    }

    private static long FreeId(int order, IReadOnlyCollection<CatalogProgram> programs) =>
        programs.Any(program => program.Id == order) ? programs.Max(program => program.Id) + 1 : order;

    private static bool IsLostRace(DbUpdateException exception) =>
        exception is DbUpdateConcurrencyException
            || exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
