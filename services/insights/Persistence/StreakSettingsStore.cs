using FocusSuite.Insights.Domain.StreakCare;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Insights.Persistence;

/// <summary>What people have set for their streaks.</summary>
internal sealed class StreakSettingsStore(InsightsContext database)
{
    /// <summary>The settings of a person.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<StreakSettings> GetAsync(long userId, CancellationToken cancellationToken) =>
        (await database.Set<StreakSettingsRow>().AsNoTracking()
            .SingleOrDefaultAsync(row => row.UserId == userId, cancellationToken))?.Settings ?? StreakSettings.None;
}
