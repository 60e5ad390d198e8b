using FocusSuite.Insights.Domain;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace FocusSuite.Insights.Persistence;

/// <summary>
/// The ledger: one row a fact. Who records facts of a person does so one after the other, and a fact that is told again changes nothing.
/// </summary>
internal sealed class FactLedger(InsightsContext database, NpgsqlDataSource dataSource)
{
    // Whoever changes facts of a person waits here for the one before, so that a distraction and the removal of its session meet.
    private const string LockSql = "SELECT pg_advisory_xact_lock($1)";

    // $18: what else wins beside a greater revision. A rebuild has the owner's own word, so there the same revision will do.
    private const string RecordSql = """
        INSERT INTO facts AS old (
            user_id, key, kind, at, date, enrollment_id, day_number, started_at, seconds, planned_seconds, pauses, is_manual,
            productivity, difficulty, satisfaction, total_days, revision, is_removed, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
            $19 OR EXISTS (SELECT FROM facts WHERE user_id = $1 AND key = $20 AND is_removed),
            now())
        ON CONFLICT (user_id, key) DO UPDATE SET
            at = excluded.at, date = excluded.date, enrollment_id = excluded.enrollment_id, day_number = excluded.day_number,
            started_at = excluded.started_at, seconds = excluded.seconds, planned_seconds = excluded.planned_seconds,
            pauses = excluded.pauses, is_manual = excluded.is_manual, productivity = excluded.productivity,
            difficulty = excluded.difficulty, satisfaction = excluded.satisfaction, total_days = excluded.total_days,
            revision = excluded.revision, is_removed = excluded.is_removed, recorded_at = excluded.recorded_at
        WHERE old.revision < excluded.revision + $18
        """;

    // A session takes its distractions with it.
    private const string RemovePartsSql =
        "UPDATE facts SET is_removed = true, recorded_at = now() WHERE user_id = $1 AND key ^@ ($2 || '/') AND NOT is_removed";

    // What came since the owners were asked is newer than their answer.
    private const string RemoveOthersSql = """
        UPDATE facts SET is_removed = true, recorded_at = now()
        WHERE user_id = $1 AND NOT is_removed AND recorded_at < $2 AND NOT key = ANY($3)
        """;

    /// <summary>All facts of a person, in no particular order: whoever needs one puts them in it.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<List<Fact>> ListAsync(long userId, CancellationToken cancellationToken) => Of(userId).ToListAsync(cancellationToken);

    /// <summary>The sessions of a person that count, in no particular order.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<List<Fact>> ListSessionsAsync(long userId, CancellationToken cancellationToken) =>
        Of(userId).Where(fact => fact.Kind == FactKind.SessionCredited).ToListAsync(cancellationToken);

    /// <summary>The focus of a person's dates, in ascending order; dates without a session are left out.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="first">The first date.</param>
    /// <param name="last">The last date.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<List<DateFocus>> SumByDateAsync(long userId, DateOnly first, DateOnly last, CancellationToken cancellationToken) =>
        Of(userId)
            .Where(fact => fact.Kind == FactKind.SessionCredited && fact.Date >= first && fact.Date <= last)
            .GroupBy(fact => fact.Date)
            .OrderBy(date => date.Key)
            .Select(date => new DateFocus(date.Key, date.Sum(fact => (long)fact.Seconds), date.Count()))
            .ToListAsync(cancellationToken);

    /// <summary>Takes in what an event told. One way to the server and back.</summary>
    /// <param name="userId">Whose fact it is.</param>
    /// <param name="told">The fact.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RecordAsync(long userId, ToldFact told, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Lock(userId));
        batch.BatchCommands.Add(Record(userId, told, winsAtSameRevision: false));
        if (told is { IsRemoved: true, Fact.Kind: FactKind.SessionCredited })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(RemovePartsSql)
            {
                Parameters = { new() { Value = userId }, new() { Value = told.Fact.Key } },
            });
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Waits, in the transaction of the context, until nobody else changes what there is of a person.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitForTurnAsync(long userId, CancellationToken cancellationToken) =>
        database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({userId})", cancellationToken);

    /// <summary>The server's time, before the owners are asked.</summary>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT now()");
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    /// <summary>Puts the owners' facts in the place of a person's, all or none. What events told since then stays.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="facts">All that the owners have.</param>
    /// <param name="askedAt">The server's time before they were asked.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task ReplaceAsync(
        long userId, IReadOnlyCollection<ToldFact> facts, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Lock(userId));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(RemoveOthersSql)
        {
            Parameters =
            {
                new() { Value = userId },
                new() { Value = askedAt.UtcDateTime },
                new() { Value = facts.Select(told => told.Fact.Key).ToArray() },
            },
        });
        foreach (var told in facts)
        {
            batch.BatchCommands.Add(Record(userId, told, winsAtSameRevision: true));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private IQueryable<Fact> Of(long userId) => database.Set<Fact>().AsNoTracking().Where(fact =>
        EF.Property<long>(fact, InsightsContext.UserId) == userId && !EF.Property<bool>(fact, InsightsContext.IsRemoved));

    private static NpgsqlBatchCommand Lock(long userId) => new(LockSql) { Parameters = { new() { Value = userId } } };

    private static NpgsqlBatchCommand Record(long userId, ToldFact told, bool winsAtSameRevision)
    {
        var fact = told.Fact;
        return new NpgsqlBatchCommand(RecordSql)
        {
            Parameters =
            {
                new() { Value = userId },
                new() { Value = fact.Key },
                new() { Value = fact.Kind.ToString() },
                new() { Value = fact.At.UtcDateTime },
                new() { Value = fact.Date },
                new() { Value = fact.EnrollmentId },
                new() { Value = fact.DayNumber },
                OrNull(fact.StartedAt?.UtcDateTime, NpgsqlDbType.TimestampTz),
                new() { Value = fact.Seconds },
                new() { Value = fact.PlannedSeconds },
                new() { Value = fact.Pauses },
                new() { Value = fact.IsManual },
                OrNull(fact.Productivity, NpgsqlDbType.Integer),
                OrNull(fact.Difficulty, NpgsqlDbType.Integer),
                OrNull(fact.Satisfaction, NpgsqlDbType.Integer),
                new() { Value = fact.TotalDays },
                new() { Value = told.Revision },
                new() { Value = winsAtSameRevision ? 1L : 0L },
                new() { Value = told.IsRemoved },
                new() { Value = FactKeys.WholeOf(fact.Key) },
            },
        };
    }

    private static NpgsqlParameter OrNull(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
