using Npgsql;

namespace FocusSuite.TestSupport.Databases;

/// <summary>
/// A throw-away PostgreSQL database, on the server that <c>FOCUS_TEST_POSTGRES</c> names (a superuser's Npgsql connection string) or else
/// on a private one of this process.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _server;

    private TestDatabase(string server, string name)
    {
        _server = server;
        Name = name;

        // Small pools: many test classes share one server.
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 40 }.ConnectionString;
        DataSource = NpgsqlDataSource.Create(ConnectionString);
    }

    public string Name { get; }

    /// <summary>The value for <c>ConnectionStrings:Postgres</c>.</summary>
    public string ConnectionString { get; }

    /// <summary>Connections to it.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <summary>Makes an empty database.</summary>
    public static async Task<TestDatabase> CreateAsync(string prefix = "test", CancellationToken cancellationToken = default)
    {
        var server = await TestPostgres.ConnectionStringAsync(cancellationToken);
        var database = new TestDatabase(server, $"{prefix}_{Guid.NewGuid():N}");
        await database.OnServerAsync($"CREATE DATABASE \"{database.Name}\"", cancellationToken);
        return database;
    }

    /// <summary>Runs a statement in it.</summary>
    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var command = DataSource.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first value that a query gives.</summary>
    public async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellationToken = default)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>
    /// Lets its server's clock be another than that of this process, e.g. by <c>-6 seconds</c>, for connections that are opened from now
    /// on.
    /// </summary>
    public async Task SetClockAheadAsync(string ahead)
    {
        // Found before the real one, which the new one names in full.
        await ExecuteAsync($"""
            CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
            AS $$ SELECT pg_catalog.clock_timestamp() + interval '{ahead}' $$;
            ALTER DATABASE "{Name}" SET search_path = public, pg_catalog;
            """);
        DataSource.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await OnServerAsync($"DROP DATABASE IF EXISTS \"{Name}\" WITH (FORCE)", CancellationToken.None);
    }

    private async Task OnServerAsync(string sql, CancellationToken cancellationToken)
    {
        // Unpooled: an idle connection of an earlier test would keep the template database in use.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
