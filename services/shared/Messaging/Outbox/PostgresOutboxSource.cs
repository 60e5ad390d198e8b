using Npgsql;

namespace FocusSuite.Messaging.Outbox;

/// <summary>
/// The outbox of a service that keeps its state in PostgreSQL: a table in the same database, written in the same transaction as the state.
/// Leases are in real time by the server's clock, so replicas need not agree on theirs.
/// </summary>
/// <param name="dataSource">The service's own database.</param>
public sealed class PostgresOutboxSource(NpgsqlDataSource dataSource) : IOutboxSource
{
    /// <summary>Makes the table where there is none. The services on EF Core make the same table by their migrations.</summary>
    public const string CreateTable = """
        CREATE TABLE IF NOT EXISTS outbox (
            id uuid PRIMARY KEY,
            type text NOT NULL,
            body text NOT NULL,
            trace_parent text NULL,
            occurred_at timestamptz NOT NULL,
            leased_until timestamptz NOT NULL);
        CREATE INDEX IF NOT EXISTS ix_outbox_leased_until ON outbox (leased_until);
        """;

    /// <summary>Saves one message, leased for $6 seconds.</summary>
    private const string InsertSql = """
        INSERT INTO outbox (id, type, body, trace_parent, occurred_at, leased_until)
        VALUES ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(secs => $6))
        """;

    // A lost lease or removal only means that a message is published twice, which every consumer bears: no need to wait for the disk.
    private const string TakeSql = $"""
        UPDATE outbox SET leased_until = clock_timestamp() + make_interval(secs => $2)
        WHERE {PostgresCommit.Relaxed} AND id IN (
            SELECT id FROM outbox WHERE leased_until < clock_timestamp()
            ORDER BY leased_until LIMIT $1 FOR UPDATE SKIP LOCKED)
        RETURNING id, type, body, trace_parent, occurred_at
        """;

    private const string RemoveSql = $"DELETE FROM outbox WHERE {PostgresCommit.Relaxed} AND id = ANY($1)";

    // An outbox is short, and people are erased rarely: no index is worth its upkeep.
    private const string RemoveOfUserSql = "DELETE FROM outbox WHERE body::jsonb ->> 'userId' = $1::text";

    private const string MeasureSql = "SELECT count(*), min(occurred_at) FROM outbox";

    /// <summary>Appends the inserts of messages to a batch that also saves the state.</summary>
    /// <param name="batch">The batch, run in one transaction.</param>
    /// <param name="messages">What to save.</param>
    /// <param name="lease">For how long the messages belong to this process (<see cref="IOutboxRelay.Lease"/>).</param>
    public static void Add(NpgsqlBatch batch, IReadOnlyList<OutboxMessage> messages, TimeSpan lease)
    {
        foreach (var message in messages)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(InsertSql)
            {
                Parameters =
                {
                    new() { Value = message.Id },
                    new() { Value = message.Type },
                    new() { Value = message.Body },
                    new() { Value = (object?)message.TraceParent ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                    new() { Value = message.OccurredAt.ToUniversalTime() },
                    new() { Value = lease.TotalSeconds },
                },
            });
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<OutboxMessage>> TakeAsync(int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(TakeSql);
        command.Parameters.Add(new() { Value = max });
        command.Parameters.Add(new() { Value = lease.TotalSeconds });
        var taken = new List<OutboxMessage>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add(new OutboxMessage(
                reader.GetGuid(0),
                reader.GetString(1),
                reader.GetString(2),
                await reader.IsDBNullAsync(3, cancellationToken) ? null : reader.GetString(3),
                reader.GetFieldValue<DateTimeOffset>(4)));
        }

        // RETURNING has no order of its own.
        taken.Sort((one, other) => one.OccurredAt.CompareTo(other.OccurredAt));
        return taken;
    }

    /// <inheritdoc />
    public async Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(RemoveSql);
        command.Parameters.Add(new() { Value = ids.ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task RemoveOfUserAsync(long userId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(RemoveOfUserSql);
        command.Parameters.Add(new() { Value = userId });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task<OutboxDepth> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(MeasureSql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new OutboxDepth(
            reader.GetInt64(0),
            await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(1));
    }
}
