using Dapper;
using FocusSuite.ServiceDefaults.Idempotency;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FocusSuite.Relational;

/// <summary>Idempotency keys in the service's own PostgreSQL database.</summary>
internal sealed class RelationalIdempotencyStore(
    NpgsqlDataSource dataSource, IOptions<IdempotencyOptions> options, TimeProvider clock) : IIdempotencyStore
{
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(24);

    // Claims a key that is new, forgotten (older than a day) or left behind. No row comes back when somebody else holds it.
    private const string ClaimSql = """
        INSERT INTO idempotency AS held (user_id, key, fingerprint, created_at, leased_until)
        VALUES (@userId, @key, @fingerprint, @now, clock_timestamp() + make_interval(secs => @lease))
        ON CONFLICT (user_id, key) DO UPDATE
            SET fingerprint = excluded.fingerprint, created_at = excluded.created_at, leased_until = excluded.leased_until, answer = NULL, http_status = NULL
            WHERE held.created_at < @forgotten
               OR (held.answer IS NULL AND held.leased_until < clock_timestamp() AND held.fingerprint = excluded.fingerprint)
        RETURNING true
        """;

    private const string RecordSql =
        "UPDATE idempotency SET answer = @message, http_status = @httpStatus WHERE user_id = @userId AND key = @key";

    private const string ReleaseSql = "DELETE FROM idempotency WHERE user_id = @userId AND key = @key AND answer IS NULL";

    private const string YieldSql =
        "UPDATE idempotency SET leased_until = to_timestamp(0) WHERE user_id = @userId AND key = @key AND answer IS NULL";

    // Nobody waits for anybody: what another replica is at, or a request that takes its key anew, is left to them.
    private const string PurgeSql = """
        DELETE FROM idempotency WHERE (user_id, key) IN (
            SELECT user_id, key FROM idempotency WHERE created_at < @forgotten ORDER BY created_at LIMIT @max FOR UPDATE SKIP LOCKED)
        """;

    private const string CountSql = "SELECT count(*) FROM idempotency WHERE user_id = @userId";

    private const string ReadSql =
        "SELECT fingerprint, answer, http_status AS HttpStatus FROM idempotency WHERE user_id = @userId AND key = @key";

    public async Task<IdempotencyRecord?> ClaimAsync(long userId, string key, string fingerprint, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var claim = new { userId, key, fingerprint, now, forgotten = now - KeyLifetime, lease = options.Value.Lease.TotalSeconds };
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        while (await connection.ExecuteScalarAsync(new CommandDefinition(ClaimSql, claim, cancellationToken: cancellationToken)) is null)
        {
            var read = new CommandDefinition(ReadSql, new { userId, key }, cancellationToken: cancellationToken);
            if (await connection.QuerySingleOrDefaultAsync<Held>(read) is { } held)
            {
                var answer = held.Answer is null ? null : new IdempotentAnswer(held.Answer, held.HttpStatus);
                return new IdempotencyRecord(held.Fingerprint, answer);
            }

            // It was released in between: claim it again.
        }

        return null;
    }

    public Task RecordAsync(long userId, string key, IdempotentAnswer answer, CancellationToken cancellationToken) =>
        ExecuteAsync(RecordSql, new { userId, key, message = answer.Message, httpStatus = answer.HttpStatus }, cancellationToken);

    public Task ReleaseAsync(long userId, string key, CancellationToken cancellationToken) =>
        ExecuteAsync(ReleaseSql, new { userId, key }, cancellationToken);

    public Task YieldAsync(long userId, string key, CancellationToken cancellationToken) =>
        ExecuteAsync(YieldSql, new { userId, key }, cancellationToken);

    public Task<int> PurgeAsync(int max, CancellationToken cancellationToken) =>
        ExecuteAsync(PurgeSql, new { forgotten = clock.GetUtcNow() - KeyLifetime, max }, cancellationToken);

    public async Task<long> CountOfUserAsync(long userId, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var count = new CommandDefinition(CountSql, new { userId }, cancellationToken: cancellationToken);
        return await connection.ExecuteScalarAsync<long>(count);
    }

    public Task RemoveOfUserAsync(long userId, CancellationToken cancellationToken) =>
        ExecuteAsync("DELETE FROM idempotency WHERE user_id = @userId", new { userId }, cancellationToken);

    private async Task<int> ExecuteAsync(string sql, object values, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancellationToken));
    }

    private sealed record Held(string Fingerprint, byte[]? Answer, string? HttpStatus);
}
