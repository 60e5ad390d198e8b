using FocusSuite.Catalog.Storage;
using FocusSuite.Messaging.Events;
using FocusSuite.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Npgsql;

namespace FocusSuite.Catalog.Seeding;

/// <summary>
/// Brings the stored programs to the content of this version and says which ones changed, in one transaction. A half-done run, a lost day or a
/// changed text is repaired by the same comparison. Replicas that seed at once collide on a key or on a row version; the loser looks again and
/// finds nothing left to do.
/// </summary>
internal sealed class ProgramSeeder(
    IServiceScopeFactory scopes, TimeProvider clock, IReadOnlyList<ProgramContent> contents, ILogger<ProgramSeeder> logger) : ISeeder
{
    private const int MostTries = 10;

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
            catch (DbUpdateException exception) when (attempt < MostTries && IsLostRace(exception))
            {
                Log.SeedAgain(logger, attempt);
            }
        }
    }

    private async Task SeedOnceAsync(CatalogContext database, CancellationToken cancellationToken)
    {
        var rows = await database.Programs.Include(program => program.Days).ToListAsync(cancellationToken);
        foreach (var (content, order) in contents.Select((content, index) => (content, index + 1)))
        {
            var row = rows.Find(program => program.Key == content.Key);
            if (row is null)
            {
                row = SeedPlan.New(content, order, [.. rows.Select(program => program.Id)]);
                rows.Add(row);
                database.Add(row);
            }

            SeedPlan.Apply(content, order, row);
        }

        var changed = Changed(database.ChangeTracker);
        if (changed.Count == 0)
        {
            return;
        }

        var correlation = Guid.CreateVersion7();
        await database.SaveAsync(
            [.. changed.Select(id => new CatalogChanged { ProgramId = id, OccurredAt = clock.GetUtcNow(), UserId = 0, CorrelationId = correlation })],
            cancellationToken);
        Log.Seeded(logger, changed.Count);
    }

    private static SortedSet<long> Changed(ChangeTracker tracker) =>
    [
        .. tracker.Entries<ProgramRow>().Where(IsChanged).Select(entry => entry.Entity.Id),
        .. tracker.Entries<ProgramDayRow>().Where(IsChanged).Select(entry => entry.Property(day => day.ProgramId).CurrentValue),
    ];

    private static bool IsChanged(EntityEntry entry) => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    private static bool IsLostRace(DbUpdateException exception) =>
        exception is DbUpdateConcurrencyException || exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
