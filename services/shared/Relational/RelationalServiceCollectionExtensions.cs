using FocusSuite.Hosting.Migrating;
using FocusSuite.Hosting.Warming;
using FocusSuite.Messaging.Outbox;
using FocusSuite.ServiceDefaults.Erasure;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FocusSuite.Relational;

/// <summary>Registers a service's own PostgreSQL database.</summary>
public static class RelationalServiceCollectionExtensions
{
    // What metrics call the pool. Without a name of its own that is the whole connection string.
    private const string PoolName = "postgres";

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

        builder.Services.AddSingleton(_ => new NpgsqlDataSourceBuilder(connectionString) { Name = PoolName }.Build());
        builder.Services.AddDbContext<TContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            .UseSnakeCaseNamingConvention());
        builder.Services.AddSingleton<PostgresOutboxSource>();
        builder.Services.AddSingleton<IOutboxSource>(provider => provider.GetRequiredService<PostgresOutboxSource>());
        builder.Services.AddSingleton<IIdempotencyStore, RelationalIdempotencyStore>();
        builder.Services.AddSingleton<IErasureLedger, RelationalErasureLedger>();
        builder.Services.AddSingleton<IErrorTranslator, DatabaseErrors.Translator>();
        builder.Services.AddSingleton<ISchema, RelationalSchema<TContext>>();
        builder.Services.AddSingleton<IWarmUp, RelationalWarmUp<TContext>>();
        return builder;
    }
}
