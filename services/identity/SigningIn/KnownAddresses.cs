using System.Globalization;
using FocusSuite.Identity.Operating;
using Npgsql;

namespace FocusSuite.Identity.SigningIn;

/// <summary>
/// Remembers for a month from where each account was signed in to, or stayed signed in. Strangers who fail to sign in from elsewhere cannot lock its owner
/// out there: see <see cref="LoginAttempt"/>.
/// </summary>
internal sealed class KnownAddresses(NpgsqlDataSource dataSource, KeyedHashes hashes, RealTime time)
{
    public static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    private const string IsKnownSql = "SELECT 1 FROM known_addresses WHERE account_id = $1 AND address = $2 AND latest_at > $3";

    // One write a day and address is enough for a month. The account is held meanwhile: where it is being erased, this waits for the end of
    // that, and finds none.
    private const string RememberSql = """
        WITH account AS (SELECT id FROM accounts WHERE id = $1 FOR KEY SHARE), remembered AS (
            INSERT INTO known_addresses AS known (account_id, address, latest_at) SELECT id, $2, $3 FROM account
            ON CONFLICT (account_id, address) DO UPDATE SET latest_at = excluded.latest_at WHERE known.latest_at < excluded.latest_at - interval '1 day')
        SELECT 1 FROM account
        """;

    private const string ForgetSql = "DELETE FROM known_addresses WHERE latest_at <= $1";

    /// <summary>Whether the account was signed in to from there. For no account it takes the same steps and is never so.</summary>
    public async Task<bool> IsKnownAsync(long? accountId, string clientAddress, CancellationToken cancellationToken)
    {
        await using var command = Command(IsKnownSql, accountId ?? 0, Key(accountId ?? 0, clientAddress), time.Now - Memory);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>Somebody who may has signed in there.</summary>
    /// <returns>False when the account is gone.</returns>
    public async Task<bool> RememberAsync(long accountId, string clientAddress, CancellationToken cancellationToken)
    {
        await using var command = Command(RememberSql, accountId, Key(accountId, clientAddress), time.Now);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>Removes what no longer counts.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await using var command = Command(ForgetSql, time.Now - Memory);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private byte[] Key(long accountId, string clientAddress) => hashes.Of("known", string.Create(CultureInfo.InvariantCulture, $"{accountId} {clientAddress}"));

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
