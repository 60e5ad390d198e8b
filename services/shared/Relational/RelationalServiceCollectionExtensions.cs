using FocusSuite.Hosting.Migrating;
using FocusSuite.Hosting.Warming;
using FocusSuite.Messaging.Outbox;
using FocusSuite.ServiceDefaults.Erasure;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FocusSuite.Relational;

/// <summary>Registers a service's own PostgreSQL database.</summary>
public static class RelationalServiceCollectionExtensions
{
    // What metrics call the pool. Without a name of its own that is the whole connection string.
    private const string PoolName = "postgres";

    // A connection.
    private const int MaxPreparedStatements = 64;

    /// <summary>The database at <c>ConnectionStrings:Postgres</c>, with its outbox, its idempotency keys and its migrations.</summary>
    /// <typeparam name="TContext">The service's context.</typeparam>
    /// <param name="builder">The service's host.</param>
    /// <returns>The same host.</returns>
    public static WebApplicationBuilder AddRelational<TContext>(this WebApplicationBuilder builder)
        where TContext : FocusDbContext
    {
        var connectionString = builder.Configuration.GetConnectionString("Postgres")
            ?? throw new InvalidOperationException(
                "ConnectionStrings:Postgres is not set: set it to the service's own database, e.g. "
                + "Host=127.0.0.1;Database=focus_enrollment;Username=focus_enrollment.");

        builder.Services.AddSingleton(_ => DataSource(connectionString));

        // From a pool: to make a context and what belongs to it costs as much as a query.
        builder.Services.AddDbContextPool<TContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            .UseSnakeCaseNamingConvention()
            .ConfigureWarnings(LogLostRacesQuietly));
        builder.Services.AddSingleton<PostgresOutboxSource>();
        builder.Services.AddSingleton<IOutboxSource>(provider => provider.GetRequiredService<PostgresOutboxSource>());
        builder.Services.AddSingleton<IIdempotencyStore, RelationalIdempotencyStore>();
        builder.Services.AddSingleton<IErasureLedger, RelationalErasureLedger>();
        builder.Services.AddSingleton<IErrorTranslator, DatabaseErrors.Translator>();
        builder.Services.AddSingleton<ISchema, RelationalSchema<TContext>>();
        builder.Services.AddSingleton<IWarmUp, RelationalWarmUp<TContext>>();
        return builder;
    }

    private static NpgsqlDataSource DataSource(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // Nothing is left set in a session, so that there is nothing to undo at each return to the pool.
            NoResetOnClose = true,
        };

        // A service runs few distinct statements, again and again.
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, MaxPreparedStatements);
        return new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = PoolName }.Build();
    }

    // A lost race is no error: it is handled where it is caught, and what is not caught is logged with its method.
    private static void LogLostRacesQuietly(WarningsConfigurationBuilder warnings) => warnings.Log(
        (RelationalEventId.CommandError, LogLevel.Debug),
        (CoreEventId.SaveChangesFailed, LogLevel.Debug),
        (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug));
}
