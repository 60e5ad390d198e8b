using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FocusSuite.Domain;
using FocusSuite.Messaging.Outbox;
using Npgsql;

namespace FocusSuite.Identity.Persistence;

/// <summary>
/// For which request each key of a user stands, in all services together. The services keep the answers; this only tells two requests apart
/// that go to different ones.
/// </summary>
internal sealed class RequestKeyStore(NpgsqlDataSource dataSource, TimeProvider clock)
{
    /// <summary>So few at a time that requests never wait for it.</summary>
    private const int PurgeBatch = 500;

    // Claims a key that is new, forgotten, or stands for this same request. No row comes back when it stands for another one. A key that is
    // lost with the server's last moments costs a check, not an effect.
    private const string ClaimSql = $"""
        INSERT INTO request_keys AS held (user_id, key, fingerprint, created_at) SELECT $1, $2, $3, $4 WHERE {PostgresCommit.Relaxed}
        ON CONFLICT (user_id, key) DO UPDATE
            SET fingerprint = excluded.fingerprint,
                created_at = CASE WHEN held.created_at < $5 THEN excluded.created_at ELSE held.created_at END
            WHERE held.created_at < $5 OR held.fingerprint = excluded.fingerprint
        RETURNING true
        """;

    private const string ReleaseSql =
        $"DELETE FROM request_keys WHERE user_id = $1 AND key = $2 AND fingerprint = $3 AND {PostgresCommit.Relaxed}";

    private const string PurgeSql = """
        DELETE FROM request_keys WHERE (user_id, key) IN (
            SELECT user_id, key FROM request_keys WHERE created_at < $1 ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        """;

    /// <summary>Claims a key.</summary>
    /// <returns>False when it stands for another request.</returns>
    public async Task<bool> ClaimAsync(long userId, string key, byte[] fingerprint, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var command = Command(
            ClaimSql, userId, KeyOf(userId, key), fingerprint, now, now - OperationContext.KeyLifetime);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Gives a key back, if it stands for this request.</summary>
    public async Task ReleaseAsync(long userId, string key, byte[] fingerprint, CancellationToken cancellationToken)
    {
        await using var command = Command(ReleaseSql, userId, KeyOf(userId, key), fingerprint);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Removes what no longer counts.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        int found;
        do
        {
            await using var command = Command(PurgeSql, clock.GetUtcNow() - OperationContext.KeyLifetime, PurgeBatch);
            found = await command.ExecuteNonQueryAsync(cancellationToken);
        }
        while (found == PurgeBatch);
    }

    private static byte[] KeyOf(long userId, string key) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{userId} {key}")));

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

/// <summary>A key of a user's request, to whichever service.</summary>
internal sealed class RequestKeyRow
{
    public long UserId { get; init; }

    /// <summary>A hash: keys may be anything that a client has at hand.</summary>
    public required byte[] Key { get; init; }

    /// <summary>What it stands for.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary>Suite time, by which keys are forgotten everywhere.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
