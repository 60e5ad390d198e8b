using Npgsql;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>How often PostgreSQL has run which statement for the services: <c>pg_stat_statements</c>.</summary>
internal sealed class StatementCounter : IAsyncDisposable
{
    private const string Extension = "pg_stat_statements";

    private const string Sql = $"""
        SELECT d.datname || ': ' || s.query, sum(s.calls)::bigint FROM {Extension} s JOIN pg_database d ON d.oid = s.dbid
        WHERE d.datname LIKE 'focus\_%' AND d.datname <> '{FloorDatabase.Scratch}' GROUP BY 1
        """;

    private static readonly string[] Transactional = ["BEGIN", "COMMIT", "ROLLBACK", "START TRANSACTION", "SAVEPOINT", "RELEASE"];

    private readonly NpgsqlDataSource _source;

    private StatementCounter(NpgsqlDataSource source) => _source = source;

    /// <summary>Lets the next start of the server load the extension, where the machine has it.</summary>
    public static async Task PreloadAsync(string server, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await using var available = source.CreateCommand($"SELECT count(*) FROM pg_available_extensions WHERE name = '{Extension}'");
        if (await available.ExecuteScalarAsync(cancellation) is > 0L)
        {
            await using var preload = source.CreateCommand($"ALTER SYSTEM SET shared_preload_libraries = '{Extension}'");
            await preload.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <returns>Null when the server has not loaded the extension.</returns>
    public static async Task<StatementCounter?> OpenAsync(string server, CancellationToken cancellation)
    {
        var source = NpgsqlDataSource.Create(server);
        await using var loaded = source.CreateCommand("SHOW shared_preload_libraries");
        if (await loaded.ExecuteScalarAsync(cancellation) is not Extension)
        {
            await source.DisposeAsync();
            return null;
        }

        await using var create = source.CreateCommand($"CREATE EXTENSION IF NOT EXISTS {Extension}");
        await create.ExecuteNonQueryAsync(cancellation);
        return new StatementCounter(source);
    }

    /// <summary>Whether a statement only begins or ends a transaction.</summary>
    public static bool IsTransactional(string statement)
    {
        var text = statement[(statement.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        return Transactional.Any(word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The calls of each statement, with its database.</summary>
    public async Task<Dictionary<string, double>> ReadAsync(CancellationToken cancellation)
    {
        Dictionary<string, double> calls = [];
        await using var command = _source.CreateCommand(Sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            calls.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return calls;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
