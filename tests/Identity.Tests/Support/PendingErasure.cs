using FocusSuite.TestSupport.Databases;
using Npgsql;
using Shouldly;

namespace FocusSuite.Identity.Tests.Support;

/// <summary>
/// An erasure of an account that has removed it and is not committed yet: whatever else touches the account now has seen it, and will not
/// find it. The rows
/// that hang on it go at the commit, so that no call is held up earlier than at the account itself.
/// </summary>
internal sealed class PendingErasure : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private static readonly string[] Dependents = ["sign_ins", "known_addresses", "subscriptions"];

    private readonly TestDatabase _database;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly long _userId;

    private PendingErasure(TestDatabase database, NpgsqlConnection connection, NpgsqlTransaction transaction, long userId) =>
        (_database, _connection, _transaction, _userId) = (database, connection, transaction, userId);

    public static async Task<PendingErasure> BeginAsync(TestDatabase database, long userId)
    {
        var connection = await database.DataSource.OpenConnectionAsync();
        var erasure = new PendingErasure(database, connection, await connection.BeginTransactionAsync(), userId);

        // Without the triggers of foreign keys, which would lock the dependents already.
        await erasure.ExecuteAsync("SET LOCAL session_replication_role = replica");
        await erasure.ExecuteAsync($"DELETE FROM calendars WHERE user_id = {userId}");
        await erasure.ExecuteAsync($"DELETE FROM accounts WHERE id = {userId}");
        return erasure;
    }

    /// <summary>Returns when the call waits for this erasure, or has ended without.</summary>
    public async Task WaitForAsync(Task call)
    {
        using var bound = new CancellationTokenSource(Bound);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!call.IsCompleted && await _database.ScalarAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", bound.Token) == 0)
        {
            (await timer.WaitForNextTickAsync(bound.Token)).ShouldBeTrue();
        }
    }

    public async Task CommitAsync()
    {
        foreach (var table in Dependents)
        {
            await ExecuteAsync($"DELETE FROM {table} WHERE account_id = {_userId}");
        }

        await _transaction.CommitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection, _transaction);
        await command.ExecuteNonQueryAsync();
    }
}
