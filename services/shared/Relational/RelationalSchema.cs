using FocusSuite.Hosting.Migrating;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FocusSuite.Relational;

/// <summary>
/// A service's migrations and its seed. Of several runs at once one works while the others wait: EF Core's own lock ends with each
/// migration, so that of two migrations the second would be run twice.
/// </summary>
internal sealed partial class RelationalSchema<TContext>(
    IServiceScopeFactory scopes, NpgsqlDataSource dataSource, ILogger<RelationalSchema<TContext>> logger) : ISchema
    where TContext : DbContext
{
    // Any number that nothing else in the database locks; it says "migrate".
    private const long LockKey = 0x6D6967726174;

    // A statement that waits for the strongest lock on a table lets nobody else pass. So it gives up soon, lets the version that runs go
    // on, and asks again.
    private const string LockTimeout = "SET lock_timeout = '2s'";
    private const int MaxTries = 30;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        // The lock is the connection's: it ends with it, also where the process dies.
        await using var turn = await dataSource.OpenConnectionAsync(cancellationToken);
        await TakeTurnAsync(turn, cancellationToken);
        try
        {
            await ApplyPatientlyAsync(cancellationToken);
            await using var scope = scopes.CreateAsyncScope();
            foreach (var seeder in scope.ServiceProvider.GetServices<ISeeder>())
            {
                await seeder.SeedAsync(cancellationToken);
            }
        }
        finally
        {
            // Not left to the connection, which goes back to a pool and lives on there.
            await ExecuteAsync(turn, $"SELECT pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    // Asked again and again: who waits within a statement holds a snapshot, and an index that is built beside writes waits for those to
    // end.
    private static async Task TakeTurnAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({LockKey})", connection);
            if (await command.ExecuteScalarAsync(cancellationToken) is true)
            {
                return;
            }

            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // EF Core wraps what it takes for transient.
    private static bool IsInUse(Exception exception) =>
        (exception as PostgresException ?? exception.InnerException as PostgresException)?.SqlState == PostgresErrorCodes.LockNotAvailable;

    private async Task ApplyPatientlyAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ApplyAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (IsInUse(exception) && attempt < MaxTries)
            {
                LogInUse(logger, attempt);
                await Task.Delay(BetweenTries, cancellationToken);
            }
        }
    }

    // Each migration is a transaction, so that a run that gave up has done whole migrations, and the next one goes on after them.
    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TContext>().Database;

        // Mostly there is nothing to do, and then EF Core would still build the model of the last migration at each start.
        if (!(await database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            return;
        }

        // A large index takes its time; what must be short is the wait for a lock.
        database.SetCommandTimeout(TimeSpan.FromHours(1));
        await database.OpenConnectionAsync(cancellationToken);
        await database.ExecuteSqlRawAsync(LockTimeout, cancellationToken);
        try
        {
            await database.MigrateAsync(cancellationToken);
        }
        finally
        {
            // The session goes back to a pool as it is.
            await database.ExecuteSqlRawAsync("RESET lock_timeout", CancellationToken.None);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A table was in use for too long (try {Attempt}); the migration waits and tries again.")]
    private static partial void LogInUse(ILogger logger, int attempt);
}
