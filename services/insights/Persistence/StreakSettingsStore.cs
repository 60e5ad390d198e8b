using FocusSuite.Domain;
using FocusSuite.Insights.Domain.StreakCare;
using FocusSuite.Relational;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Insights.Persistence;

/// <summary>What people have set for their streaks.</summary>
internal sealed class StreakSettingsStore(InsightsContext database)
{
    private const int MaxTries = 10;

    /// <summary>The settings of a person.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<StreakSettings> GetAsync(long userId, CancellationToken cancellationToken) =>
        (await database.Set<StreakSettingsRow>().AsNoTracking()
            .SingleOrDefaultAsync(row => row.UserId == userId, cancellationToken))?.Settings ?? StreakSettings.None;

    /// <summary>
    /// Changes the settings of a person: loads, decides, saves, and does so again on fresh state when somebody else was faster.
    /// </summary>
    /// <param name="userId">The person.</param>
    /// <param name="decide">The decision; may run several times.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DbUpdateException">Somebody else was faster each time, or the database is away.</exception>
    public async Task<Decision<StreakSettings>> DecideAsync(
        long userId, Func<StreakSettings, Decision<StreakSettings>> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            database.ChangeTracker.Clear();
            var row = await database.Set<StreakSettingsRow>().SingleOrDefaultAsync(row => row.UserId == userId, cancellationToken);
            var decision = decide(row?.Settings ?? StreakSettings.None);
            if (decision.ChangesNothing)
            {
                return decision;
            }

            if (row is null)
            {
                database.Add(new StreakSettingsRow { UserId = userId, Settings = decision.State! });
            }
            else
            {
                row.Settings = decision.State!;
            }

            try
            {
                await database.SaveAsync(decision.Events, cancellationToken);
                return decision;
            }
            catch (DbUpdateException exception) when (attempt < MaxTries
                && (exception is DbUpdateConcurrencyException || exception.Is(DatabaseErrorKind.Unique)))
            {
                // On fresh state.
            }
        }
    }
}
