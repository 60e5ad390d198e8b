using System.Globalization;
using FocusSuite.Domain;
using FocusSuite.Identity.Domain;
using Npgsql;

namespace FocusSuite.Identity.Persistence;

/// <summary>
/// Counts failures to sign in where all replicas see them. After ten within 15 minutes, of an account or from an address, every further
/// attempt is refused, the right one too, until the oldest of the ten is 15 minutes old. Refused attempts do not count, or nobody would
/// ever come in again. Which failures count for which attempt is <see cref="LoginAttempt"/>'s matter. Beside them it remembers for a month
/// from where each account was signed in to, or stayed signed in: strangers who fail to sign in from elsewhere cannot lock its owner out
/// there.
/// </summary>
/// <remarks>
/// What is told to the caller is decided when the outcome is recorded, not before: of many attempts at once only as many learn whether
/// their password was right as would have, one after the other.
/// </remarks>
internal sealed class LoginAttemptStore(NpgsqlDataSource dataSource, KeyedHashes hashes, [FromKeyedServices(Clocks.Real)] TimeProvider time)
{
    private static readonly string Full = $"cardinality(held.failures) >= {LoginAttempt.MaxFailures} AND held.failures[1] > $2";

    private static readonly string BlockedSql =
        $"SELECT max(held.failures[1]) AS since FROM login_failures held WHERE held.key = ANY($1) AND {Full}";

    // Each row that is full stays as it is, and no row comes back for it. In the order of the keys, so that two attempts never wait for
    // each other.
    private static readonly string RecordSql = $"""
        INSERT INTO login_failures AS held (key, failures, latest_at)
        SELECT key, ARRAY[$3::timestamptz], $3 FROM unnest($1) AS key ORDER BY key
        ON CONFLICT (key) DO UPDATE
            SET failures = (held.failures || excluded.failures)[greatest(1, cardinality(held.failures) - {LoginAttempt.MaxFailures - 2}):],
                latest_at = excluded.latest_at
            WHERE NOT ({Full})
        RETURNING key
        """;

    private static readonly string ResetSql = $"""
        WITH blocked AS ({BlockedSql}), reset AS (
            DELETE FROM login_failures held WHERE key = ANY($3) AND NOT ({Full}) AND (SELECT since FROM blocked) IS NULL)
        SELECT since FROM blocked
        """;

    private const string IsKnownSql = "SELECT 1 FROM known_addresses WHERE account_id = $1 AND address = $2 AND latest_at > $3";

    // One write a day and address is enough for a month. The account is held meanwhile: where it is being erased, this waits for the end of
    // that, and finds none.
    private const string RememberSql = """
        WITH account AS (SELECT id FROM accounts WHERE id = $1 FOR KEY SHARE), remembered AS (
            INSERT INTO known_addresses AS known (account_id, address, latest_at) SELECT id, $2, $3 FROM account
            ON CONFLICT (account_id, address) DO UPDATE SET latest_at = excluded.latest_at
                WHERE known.latest_at < excluded.latest_at - interval '1 day')
        SELECT 1 FROM account
        """;

    /// <summary>For how long the attempt has to wait; null when it may be made.</summary>
    public async Task<TimeSpan?> BlockedForAsync(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var command = Command(BlockedSql, attempt.StoppedBy.ToArray(), now - LoginAttempt.FailureWindow);
        return WaitFrom(await command.ExecuteScalarAsync(cancellationToken), now);
    }

    /// <summary>Records that the attempt failed.</summary>
    /// <returns>For how long further attempts have to wait, when there were too many failures even before this one; else null.</returns>
    public async Task<TimeSpan?> RecordAsync(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var open = new HashSet<string>(attempt.StoppedBy.Select(Convert.ToHexString));
        await using (var command = Command(RecordSql, attempt.CountedFor.ToArray(), now - LoginAttempt.FailureWindow, now))
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
    /// Records that the attempt succeeded: the account's failures are forgotten, since somebody who knows the password has come in, unless
    /// there are ten of them. The address' stay, or one account of one's own would reset them.
    /// </summary>
    /// <returns>For how long the attempt has to wait all the same, when there were too many failures before it; else null.</returns>
    public async Task<TimeSpan?> ResetAsync(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var command = Command(
            ResetSql, attempt.StoppedBy.ToArray(), now - LoginAttempt.FailureWindow, attempt.ForgivenBySuccess.ToArray());
        return WaitFrom(await command.ExecuteScalarAsync(cancellationToken), now);
    }

    /// <summary>Whether the account was signed in to from there. For no account it takes the same steps and is never so.</summary>
    public async Task<bool> IsKnownAsync(long? accountId, string clientAddress, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - LoginAttempt.KnownAddressLifetime;
        await using var command = Command(IsKnownSql, accountId ?? 0, AddressKey(accountId ?? 0, clientAddress), since);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>Somebody who may has signed in there.</summary>
    /// <returns>False when the account is gone.</returns>
    public async Task<bool> RememberAsync(long accountId, string clientAddress, CancellationToken cancellationToken)
    {
        await using var command = Command(RememberSql, accountId, AddressKey(accountId, clientAddress), time.GetUtcNow());
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>Removes what no longer counts.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var failures = Command("DELETE FROM login_failures WHERE latest_at <= $1", now - LoginAttempt.FailureWindow);
        await failures.ExecuteNonQueryAsync(cancellationToken);
        await using var addresses = Command("DELETE FROM known_addresses WHERE latest_at <= $1", now - LoginAttempt.KnownAddressLifetime);
        await addresses.ExecuteNonQueryAsync(cancellationToken);
    }

    private static TimeSpan? WaitFrom(object? oldest, DateTimeOffset now) =>
        oldest is DateTime time ? new DateTimeOffset(time) + LoginAttempt.FailureWindow - now : null;

    private byte[] AddressKey(long accountId, string clientAddress) =>
        hashes.Of("known", string.Create(CultureInfo.InvariantCulture, $"{accountId} {clientAddress}"));

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

/// <summary>The latest failures to sign in with an account's address, or from a client's.</summary>
internal sealed class LoginFailureRow
{
    /// <summary>A hash: what people typed as an address is nobody's to read.</summary>
    public required byte[] Key { get; init; }

    /// <summary>At most the last ten, oldest first, in real time.</summary>
    public required List<DateTimeOffset> Failures { get; init; }

    /// <summary>The last of them.</summary>
    public DateTimeOffset LatestAt { get; init; }
}

/// <summary>From where somebody has signed in to an account.</summary>
internal sealed class KnownAddressRow
{
    public long AccountId { get; init; }

    /// <summary>A hash, bound to the account: where people are is nobody's to read.</summary>
    public required byte[] Address { get; init; }

    /// <summary>The last time, to the day, in real time.</summary>
    public DateTimeOffset LatestAt { get; init; }

    public Account Account { get; init; } = null!;
}
