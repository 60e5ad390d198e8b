using FocusSuite.Domain;
using FocusSuite.Insights.Domain.Achievements;
using FocusSuite.Messaging.Events;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Insights.Persistence;

/// <summary>
/// What people were granted. Granting and taking back are decided by the person's facts alone, so that it may be done at any time, as often
/// as one likes, and by many at once: each level is granted once.
/// </summary>
internal sealed class AchievementStore(InsightsContext database, FactLedger ledger, AchievementCatalog catalog)
{
    /// <summary>What a person was granted, what was taken back included.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<List<AchievementRow>> ListAsync(long userId, CancellationToken cancellationToken) =>
        database.Set<AchievementRow>().AsNoTracking().Where(row => row.UserId == userId).ToListAsync(cancellationToken);

    /// <summary>
    /// Grants what a person's facts have earned and takes back what they earn no more. Mostly there is nothing to do, so it looks before it
    /// waits for its turn.
    /// </summary>
    /// <param name="userId">The person.</param>
    /// <param name="operation">What it follows from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task EvaluateAsync(long userId, OperationContext operation, CancellationToken cancellationToken)
    {
        if (ChangesOf(await ledger.ListAsync(userId, cancellationToken), await ListAsync(userId, cancellationToken)).IsEmpty)
        {
            return;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await ledger.WaitForTurnAsync(userId, cancellationToken);
        database.ChangeTracker.Clear();
        var rows = await database.Set<AchievementRow>().Where(row => row.UserId == userId).ToListAsync(cancellationToken);
        var changes = ChangesOf(await ledger.ListAsync(userId, cancellationToken), rows);
        foreach (var granted in changes.Granted)
        {
            Grant(userId, granted, rows, operation.Now);
        }

        foreach (var moved in changes.Moved)
        {
            var row = rows.Single(row => IsOf(row, moved.Definition.Code, moved.Earned.Level, moved.Earned.Window));
            (row.EarnedAt, row.FactKeys) = (moved.Earned.EarnedAt, moved.Earned.FactKeys);
        }

        foreach (var revoked in changes.Revoked)
        {
            var row = rows.Single(row => IsOf(row, revoked.Held.Code, revoked.Held.Level, revoked.Held.Window));
            (row.RevokedAt, row.RevokedFor) = (operation.Now, revoked.MissingFactKeys);
        }

        await database.SaveAsync([.. EventsOf(changes).Select(happened => operation.Stamp(userId, happened))], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static bool IsOf(AchievementRow row, string code, int level, string window) =>
        row.Code == code && row.Level == level && row.Window == window;

    private static IEnumerable<FocusEvent> EventsOf(AchievementChanges changes) =>
    [
        .. changes.Granted.Select(granted => new AchievementEarned
        {
            Code = granted.Definition.Code,
            Level = granted.Earned.Level,
            Window = granted.Earned.Window,
            Title = granted.Definition.Title,
            EarnedAt = granted.Earned.EarnedAt,
        }),
        .. changes.Revoked.Select(revoked => new AchievementRevoked
        {
            Code = revoked.Held.Code,
            Level = revoked.Held.Level,
            Window = revoked.Held.Window,
        }),
    ];

    // Of all versions: what is held of an older one goes, too, where its facts do.
    private AchievementChanges ChangesOf(List<Domain.Fact> facts, List<AchievementRow> rows) => AchievementChanges.Between(
        [
            .. rows.Where(row => row.RevokedAt is null)
                .Select(row => new HeldAchievement(row.Code, row.Version, row.Level, row.Window, row.FactKeys)),
        ],
        AchievementEvaluator.Evaluate(catalog.All, facts, today: default),
        facts.Select(fact => fact.Key).ToHashSet());

    private void Grant(long userId, GrantedAchievement granted, List<AchievementRow> rows, DateTimeOffset now)
    {
        var (definition, earned) = (granted.Definition, granted.Earned);
        if (rows.Find(row => IsOf(row, definition.Code, earned.Level, earned.Window)) is { } again)
        {
            (again.Version, again.EarnedAt, again.GrantedAt, again.FactKeys) = (definition.Version, earned.EarnedAt, now, earned.FactKeys);
            (again.RevokedAt, again.RevokedFor) = (null, []);
            return;
        }

        database.Add(new AchievementRow
        {
            UserId = userId,
            Code = definition.Code,
            Level = earned.Level,
            Window = earned.Window,
            Version = definition.Version,
            EarnedAt = earned.EarnedAt,
            GrantedAt = now,
            FactKeys = earned.FactKeys,
        });
    }
}
