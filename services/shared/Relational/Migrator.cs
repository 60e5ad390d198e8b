using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FocusSuite.Relational;

/// <summary>Brings a service's data to where a new installation has it; repeats safely and repairs a half-done run.</summary>
public interface ISeeder
{
    /// <summary>Seeds what is missing.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A task that ends when all is there.</returns>
    Task SeedAsync(CancellationToken cancellationToken);
}

/// <summary>
/// With <c>Focus:Migrate</c> brings the schema and the seed up to date before the service takes calls. Several replicas may do so at once: one does it
/// while the others wait. EF Core's own lock ends with each migration, so that of two migrations the second would be run twice. With <c>Focus:MigrateOnly</c> the process ends after it, for a deployment's migration job.
/// </summary>
internal sealed partial class Migrator<TContext>(
    IServiceScopeFactory scopes,
    NpgsqlDataSource dataSource,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    ILogger<Migrator<TContext>> logger) : IHostedLifecycleService
    where TContext : DbContext
{
    // Any number that nothing else in the database locks; it says "migrate".
    private const long LockKey = 0x6D6967726174;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var only = configuration.GetValue<bool>("Focus:MigrateOnly");
        if (!only && !configuration.GetValue<bool>("Focus:Migrate"))
        {
            return;
        }

        // The lock is the connection's: it ends with it, also where the process dies.
        await using var turn = await dataSource.OpenConnectionAsync(cancellationToken);
        await using (var waiting = new NpgsqlCommand($"SELECT pg_advisory_lock({LockKey})", turn) { CommandTimeout = 0 })
        {
            await waiting.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TContext>().Database.MigrateAsync(cancellationToken);
        foreach (var seeder in scope.ServiceProvider.GetServices<ISeeder>())
        {
            await seeder.SeedAsync(cancellationToken);
        }

        await using (var done = new NpgsqlCommand($"SELECT pg_advisory_unlock({LockKey})", turn))
        {
            await done.ExecuteNonQueryAsync(cancellationToken);
        }

        LogMigrated(logger);
        if (only)
        {
            lifetime.StopApplication();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Information, "The schema and the seed are up to date.")]
    private static partial void LogMigrated(ILogger logger);
}
