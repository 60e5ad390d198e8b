using Npgsql;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>The floor's statements: one prepared SELECT for a read, one transaction of two prepared statements for a write.</summary>
internal sealed class FloorDatabase : IAsyncDisposable
{
    /// <summary>The database of the floor's own two tables.</summary>
    public const string Scratch = "focus_floor";

    private const int Rows = 1000;

    // As long as the outbox's messages of the suite are.
    private static readonly string Body = new('x', 400);

    private readonly NpgsqlDataSource _enrollment;
    private readonly NpgsqlDataSource _sessions;
    private readonly NpgsqlDataSource _progress;
    private readonly NpgsqlDataSource _scratch;
    private readonly long _user;

    /// <param name="server">The superuser's connection string.</param>
    /// <param name="user">Whose rows are read.</param>
    public FloorDatabase(string server, long user)
    {
        _user = user;
        _enrollment = Open(server, "focus_enrollment");
        _sessions = Open(server, "focus_sessions");
        _progress = Open(server, "focus_progress");
        _scratch = Open(server, Scratch);
    }

    /// <summary>Makes the tables for writes.</summary>
    public static async Task MakeScratchAsync(string server, CancellationToken cancellation)
    {
        await using (var source = NpgsqlDataSource.Create(server))
        {
            await using var database = source.CreateCommand($"CREATE DATABASE {Scratch}");
            await database.ExecuteNonQueryAsync(cancellation);
        }

        await using var scratch = Open(server, Scratch);
        await using var tables = scratch.CreateCommand($$"""
            CREATE TABLE days (id bigint PRIMARY KEY, version bigint NOT NULL, data jsonb NOT NULL);
            INSERT INTO days SELECT id, 0, jsonb_build_object('text', repeat('x', 600)) FROM generate_series(0, {{Rows - 1}}) id;
            CREATE TABLE outbox (id uuid PRIMARY KEY, body text NOT NULL, occurred_at timestamptz NOT NULL);
            """);
        await tables.ExecuteNonQueryAsync(cancellation);
    }

    public Task ReadEnrollmentsAsync() => ReadAsync(_enrollment, "SELECT * FROM enrollments WHERE user_id = $1");

    public Task ReadDaysAsync() => ReadAsync(_progress, "SELECT * FROM program_days WHERE user_id = $1");

    public Task ReadProgressAsync() => ReadAsync(_progress, "SELECT * FROM enrollment_progress WHERE user_id = $1");

    // The live one is the newest.
    public Task ReadSessionAsync() => ReadAsync(_sessions, "SELECT * FROM sessions WHERE user_id = $1 AND uk_live_session IS NOT NULL");

    /// <summary>Changes a row and writes a message: a batch is one transaction.</summary>
    public async Task WriteAsync(long key, bool isDone)
    {
        await using var batch = _scratch.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "UPDATE days SET version = version + 1, data = jsonb_set(data, '{done}', to_jsonb($2)) WHERE id = $1")
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = key % Rows }, new NpgsqlParameter<bool> { TypedValue = isDone } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("INSERT INTO outbox VALUES ($1, $2, now())")
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() }, new NpgsqlParameter<string> { TypedValue = Body },
            },
        });
        await batch.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _enrollment.DisposeAsync();
        await _sessions.DisposeAsync();
        await _progress.DisposeAsync();
        await _scratch.DisposeAsync();
    }

    private static NpgsqlDataSource Open(string server, string database) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(server) { Database = database, MaxAutoPrepare = 32, AutoPrepareMinUsages = 2, MaxPoolSize = 20 });

    private async Task ReadAsync(NpgsqlDataSource source, string sql)
    {
#pragma warning disable CA2100 // this class's own words
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = _user });
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
        {
            throw new InvalidOperationException("The floor found no row to read: " + sql);
        }
    }
}
