using System.Text;
using GrpcTranscoding.Benchmarks.Suite;
using Npgsql;

namespace GrpcTranscoding.Benchmarks.Growth;

/// <summary>
/// Fills the services' databases with people: copies of one who was made through the API, so that every row is as the stores write it. A
/// copy has a number, an address and tokens of its own, and all that the person has.
/// </summary>
internal sealed class People(RunningSuite suite, long original)
{
    // Above every number that the services give, and with room for a million between them.
    private const long FirstNumber = 1_000_000_000;

    // One statement's worth: more would only make PostgreSQL write its checkpoints in between.
    private const int Batch = 50_000;

    private static readonly (string Database, string Table, string Owner)[] Tables =
    [
        ("focus_identity", "accounts", "id"),
        ("focus_identity", "calendars", "user_id"),
        ("focus_identity", "subscriptions", "account_id"),
        ("focus_identity", "sign_ins", "account_id"),
        ("focus_enrollment", "enrollments", "user_id"),
        ("focus_sessions", "sessions", "user_id"),
        ("focus_progress", "program_days", "user_id"),
        ("focus_progress", "enrollment_progress", "user_id"),
    ];

    private int _copies;

    /// <summary>Rows of the copies, by table.</summary>
    public Dictionary<string, long> Rows { get; } = [];

    /// <summary>Megabytes of the tables with their indexes.</summary>
    public Dictionary<string, double> Megabytes { get; } = [];

    /// <summary>Makes copies until there are so many.</summary>
    public async Task FillAsync(int copies, CancellationToken cancellation)
    {
        foreach (var (name, table, owner) in Tables)
        {
            await using NpgsqlConnection database = new(suite.Postgres(name));
            await database.OpenAsync(cancellation);
            await RunAsync(database, "SET synchronous_commit = off", cancellation);
            var insert = await InsertAsync(database, table, owner, cancellation);
            var rows = 0L;
            for (var from = _copies; from < copies; from += Batch)
            {
                await using NpgsqlCommand command = new(insert, database) { CommandTimeout = 0 };
                command.Parameters.Add(new() { Value = original });
                command.Parameters.Add(new() { Value = FirstNumber + from });
                command.Parameters.Add(new() { Value = FirstNumber + Math.Min(copies, from + Batch) - 1 });
                rows += await command.ExecuteNonQueryAsync(cancellation);
            }

            await RunAsync(database, $"VACUUM (ANALYZE) {table}", cancellation);
            await RunAsync(database, "CHECKPOINT", cancellation);
            Rows[table] = Rows.GetValueOrDefault(table) + rows;
            await using NpgsqlCommand size = new($"SELECT pg_total_relation_size('{table}')::float8 / 1e6", database);
            Megabytes[table] = (double)(await size.ExecuteScalarAsync(cancellation))!;
            Progress.Say($"  {table}: {rows} rows more, {Megabytes[table]:F0} MB");
        }

        _copies = copies;
    }

    /// <summary>Copies the original's rows of a table: $1 is the original, $2 and $3 are the first and the last number.</summary>
    private static async Task<string> InsertAsync(
        NpgsqlConnection database, string table, string owner, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = new(
            """
            SELECT column_name, data_type FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = $1 AND is_generated = 'NEVER' ORDER BY ordinal_position
            """,
            database);
        command.Parameters.Add(new() { Value = table });
        StringBuilder columns = new(), values = new();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (column, type) = (reader.GetString(0), reader.GetString(1));
            columns.Append(columns.Length == 0 ? "" : ", ").Append(column);
            values.Append(values.Length == 0 ? "" : ", ").Append(ValueOf(column, type, owner));
        }

        return $"""
            INSERT INTO {table} ({columns}) SELECT {values}
            FROM {table} one, generate_series($2::bigint, $3::bigint) n WHERE one.{owner} = $1
            """;
    }

    private static string ValueOf(string column, string type, string owner) => (column, type) switch
    {
        _ when column == owner => "n",
        ("email" or "normalized_email", _) => $"n || '-' || one.{column}",
        ("token_hash", _) => "sha256((n || '-' || one.id)::bytea)",
        ("id", "uuid") => "gen_random_uuid()",
        ("data", "jsonb") => "jsonb_set(one.data, '{userId}', to_jsonb(n))",
        _ => $"one.{column}",
    };

    private static async Task RunAsync(NpgsqlConnection database, string sql, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = new(sql, database) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
