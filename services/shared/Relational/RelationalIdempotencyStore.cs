using FocusSuite.ServiceDefaults.Idempotency;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FocusSuite.Relational;

/// <summary>Idempotency keys in the service's own PostgreSQL database.</summary>
internal sealed class RelationalIdempotencyStore(NpgsqlDataSource dataSource, IOptions<IdempotencyOptions> options, TimeProvider clock) : IIdempotencyStore
{
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(24);

    // Claims a key that is new, forgotten (older than a day) or left behind. No row comes back when somebody else holds it.
    private const string ClaimSql = """
        INSERT INTO idempotency AS held (user_id, key, fingerprint, created_at, leased_until)
        VALUES ($1, $2, $3, $4, clock_timestamp() + make_interval(secs => $6))
        ON CONFLICT (user_id, key) DO UPDATE
            SET fingerprint = excluded.fingerprint, created_at = excluded.created_at, leased_until = excluded.leased_until, answer = NULL, http_status = NULL
            WHERE held.created_at < $5
               OR (held.answer IS NULL AND held.leased_until < clock_timestamp() AND held.fingerprint = excluded.fingerprint)
        RETURNING true
        """;

    private const string RecordSql = "UPDATE idempotency SET answer = $3, http_status = nullif($4, '') WHERE user_id = $1 AND key = $2";

    private const string ReleaseSql = "DELETE FROM idempotency WHERE user_id = $1 AND key = $2 AND answer IS NULL";

    private const string YieldSql = "UPDATE idempotency SET leased_until = to_timestamp(0) WHERE user_id = $1 AND key = $2 AND answer IS NULL";

    // Nobody waits for anybody: what another replica is at, or a request that takes its key anew, is left to them.
    private const string PurgeSql = """
        DELETE FROM idempotency WHERE (user_id, key) IN (
            SELECT user_id, key FROM idempotency WHERE created_at < $1 ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        """;

    private const string ReadSql = "SELECT fingerprint, answer, http_status FROM idempotency WHERE user_id = $1 AND key = $2";

    public async Task<IdempotencyRecord?> ClaimAsync(long userId, string key, string fingerprint, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        while (true)
        {
            await using (var claim = Command(ClaimSql, userId, key, fingerprint, now, now - KeyLifetime, options.Value.Lease.TotalSeconds))
            {
                if (await claim.ExecuteScalarAsync(cancellationToken) is not null)
                {
                    return null;
                }
            }

            await using var read = Command(ReadSql, userId, key);
            await using var reader = await read.ExecuteReaderAsync(cancellationToken);
            if (await reader.ReadAsync(cancellationToken))
            {
                return new IdempotencyRecord(
                    reader.GetString(0),
                    await reader.IsDBNullAsync(1, cancellationToken)
                        ? null
                        : new IdempotentAnswer(reader.GetFieldValue<byte[]>(1), await reader.IsDBNullAsync(2, cancellationToken) ? null : reader.GetString(2)));
            }

            // It was released in between: claim it again.
        }
    }

    public async Task RecordAsync(long userId, string key, IdempotentAnswer answer, CancellationToken cancellationToken)
    {
        await using var command = Command(RecordSql, userId, key, answer.Message, answer.HttpStatus ?? string.Empty);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task ReleaseAsync(long userId, string key, CancellationToken cancellationToken)
    {
        await using var command = Command(ReleaseSql, userId, key);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task YieldAsync(long userId, string key, CancellationToken cancellationToken)
    {
        await using var command = Command(YieldSql, userId, key);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<int> PurgeAsync(int max, CancellationToken cancellationToken)
    {
        await using var command = Command(PurgeSql, clock.GetUtcNow() - KeyLifetime, max);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<long> CountOfUserAsync(long userId, CancellationToken cancellationToken)
    {
        await using var command = Command("SELECT count(*) FROM idempotency WHERE user_id = $1", userId);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task RemoveOfUserAsync(long userId, CancellationToken cancellationToken)
    {
        await using var command = Command("DELETE FROM idempotency WHERE user_id = $1", userId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = dataSource.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
