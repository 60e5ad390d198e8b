using FocusSuite.Identity.Operating;
using Npgsql;

namespace FocusSuite.Identity.SigningIn;

/// <summary>
/// Counts failures to sign in where all replicas see them. After ten within 15 minutes, of an account or from an address, every further attempt is
/// refused, the right one too, until the oldest of the ten is 15 minutes old. Refused attempts do not count, or nobody would ever come in again. Which
/// failures count for which attempt is <see cref="LoginAttempt"/>'s matter.
/// </summary>
/// <remarks>
/// What is told to the caller is decided when the outcome is recorded, not before: of many attempts at once only as many learn whether their password
/// was right as would have, one after the other.
/// </remarks>
internal sealed class LoginFailures(NpgsqlDataSource dataSource, RealTime time)
{
    public const int Most = 10;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private static readonly string Full = $"cardinality(held.failures) >= {Most} AND held.failures[1] > $2";

    private static readonly string BlockedSql = $"SELECT max(held.failures[1]) AS since FROM login_failures held WHERE held.key = ANY($1) AND {Full}";

    // Each row that is full stays as it is, and no row comes back for it. In the order of the keys, so that two attempts never wait for each other.
    private static readonly string RecordSql = $"""
        INSERT INTO login_failures AS held (key, failures, latest_at)
        SELECT key, ARRAY[$3::timestamptz], $3 FROM unnest($1) AS key ORDER BY key
        ON CONFLICT (key) DO UPDATE
            SET failures = (held.failures || excluded.failures)[greatest(1, cardinality(held.failures) - {Most - 2}):], latest_at = excluded.latest_at
            WHERE NOT ({Full})
        RETURNING key
        """;

    private static readonly string ResetSql = $"""
        WITH blocked AS ({BlockedSql}), reset AS (DELETE FROM login_failures held WHERE key = ANY($3) AND NOT ({Full}) AND (SELECT since FROM blocked) IS NULL)
        SELECT since FROM blocked
        """;

    private const string ForgetSql = "DELETE FROM login_failures WHERE latest_at <= $1";

    /// <summary>For how long the attempt has to wait; null when it may be made.</summary>
    public async Task<TimeSpan?> BlockedForAsync(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        var now = time.Now;
        await using var command = Command(BlockedSql, attempt.StoppedBy.ToArray(), now - Window);
        return WaitFrom(await command.ExecuteScalarAsync(cancellationToken), now);
    }

    /// <summary>Records that the attempt failed.</summary>
    /// <returns>For how long further attempts have to wait, when there were too many failures even before this one; else null.</returns>
    public async Task<TimeSpan?> RecordAsync(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        var now = time.Now;
        var open = new HashSet<string>(attempt.StoppedBy.Select(Convert.ToHexString));
        await using (var command = Command(RecordSql, attempt.CountedFor.ToArray(), now - Window, now))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                open.Remove(Convert.ToHexString(reader.GetFieldValue<byte[]>(0)));
            }
        }

        // Should the block have ended in between, the shortest wait will do.
        return open.Count == 0 ? null : await BlockedForAsync(attempt, cancellationToken) ?? TimeSpan.FromSeconds(1);
    }

    /// <summary>
    /// Records that the attempt succeeded: the account's failures are forgotten, since somebody who knows the password has come in, unless there are ten of
    /// them. The address' stay, or one account of one's own would reset them.
    /// </summary>
    /// <returns>For how long the attempt has to wait all the same, when there were too many failures before it; else null.</returns>
    public async Task<TimeSpan?> ResetAsync(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        var now = time.Now;
        await using var command = Command(ResetSql, attempt.StoppedBy.ToArray(), now - Window, attempt.ForgivenBySuccess.ToArray());
        return WaitFrom(await command.ExecuteScalarAsync(cancellationToken), now);
    }

    /// <summary>Removes what no longer counts.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await using var command = Command(ForgetSql, time.Now - Window);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static TimeSpan? WaitFrom(object? oldest, DateTimeOffset now) => oldest is DateTime time ? new DateTimeOffset(time) + Window - now : null;

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
