using FocusSuite.Documents.Internal;
using FocusSuite.Messaging.Outbox;
using Npgsql;

namespace FocusSuite.Documents.Postgres;

/// <summary>
/// Makes the tables. Indexed fields are generated columns and not expressions over the document: an index on an expression would be touched
/// by every save, since PostgreSQL compares the whole column it reads, while columns whose values stay leave the row's index entries alone
/// (HOT updates).
/// </summary>
internal sealed class PostgresSchema(IReadOnlyList<IDocumentMap> maps)
{
    // Any number that nothing else in the database locks; the replicas that start at once must agree on it.
    private const long LockKey = 0x464F435553444F43;

    private const string NamesSql = """
        SELECT c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
        UNION ALL
        SELECT c.relname || '/' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped AND c.relname = ANY($1)
        """;

    // A statement that waits for the strongest lock on a table lets nobody else pass. So it gives up soon, lets the version that runs go
    // on, and asks again.
    private const string LockPatience = "SET LOCAL lock_timeout = '2s'";
    private const int MostTries = 30;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    /// <summary>Makes what is missing.</summary>
    public async Task EnsureAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TryEnsureAsync(dataSource, cancellationToken);
                return;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable && attempt < MostTries)
            {
                await Task.Delay(BetweenTries, cancellationToken);
            }
        }
    }

    private async Task TryEnsureAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        // Looking first keeps the start of one more replica free of locks: ALTER TABLE takes the strongest one also when there is nothing
        // to do.
        if ((await MissingAsync(connection, cancellationToken)).Count == 0)
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // The other replica may be busy with an index over many documents: this wait has no end.
        foreach (var statement in (string[])[$"SELECT pg_advisory_xact_lock({LockKey})", LockPatience])
        {
            await ExecuteAsync(connection, statement, cancellationToken);
        }

        foreach (var statement in await MissingAsync(connection, cancellationToken))
        {
            await ExecuteAsync(connection, statement, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static IEnumerable<(string Name, string Sql)> Wanted(IDocumentMap map)
    {
        var table = map.Collection;
        // A fill factor below 100 leaves room for the next version of a row on its own page, which HOT updates need.
        yield return (table, $"""
            CREATE TABLE {table} (
                user_id bigint NOT NULL,
                id text COLLATE "C" NOT NULL,
                version bigint NOT NULL,
                writes uuid[] NOT NULL,
                data jsonb NOT NULL,
                CONSTRAINT {PostgresNames.Key(table)} PRIMARY KEY (user_id, id)) WITH (fillfactor = 80)
            """);
        foreach (var key in map.UniqueKeys)
        {
            var column = PostgresNames.KeyColumn(key);
            var index = PostgresNames.KeyIndex(table, key);
            yield return ($"{table}/{column}", $"ALTER TABLE {table} ADD COLUMN {column} text COLLATE \"C\"");
            yield return (index, $"CREATE UNIQUE INDEX {index} ON {table} (user_id, {column}) WHERE {column} IS NOT NULL");
        }

        foreach (var field in map.Indexes.SelectMany(index => index.Fields).Where(field => !field.IsUser).DistinctBy(
            PostgresNames.BareColumn))
        {
            yield return (
                $"{table}/{PostgresNames.BareColumn(field)}",
                $"ALTER TABLE {table} ADD COLUMN {PostgresNames.Column(field)} {Generated(field)}");
        }

        // The primary key finds the documents of a user, and in the order of their ids.
        foreach (var definition in map.Indexes.Where(definition => definition.Fields.Any(field => !field.IsUser)))
        {
            var index = PostgresNames.Index(table, definition);
            var sparse = definition.Sort is null ? "" : $" WHERE {PostgresNames.Column(definition.Sort)} IS NOT NULL";
            yield return (
                index,
                $"CREATE INDEX {index} ON {table} ({string.Join(", ", definition.Fields.Select(PostgresNames.Column))}, id){sparse}");
        }
    }

    /// <summary>
    /// Gives a table of a version that knew no users its column. Replicas of that version go on meanwhile: they write no user, so that a
    /// trigger does it for them, and they rely on the index of ids. The release after this one takes away the trigger, that index, the
    /// unique keys without a user and the generated column of the user.
    /// </summary>
    private static string AddUser(IDocumentMap map)
    {
        // An erasure of that version names no user: what stands for it is the number at the beginning of its hash.
        var user = $"COALESCE(({Path(map.User, "NEW.")})::bigint, ('x0' || substr(NEW.id, 1, 15))::bit(64)::bigint)";
        var table = map.Collection;
        return $"""
            ALTER TABLE {table} ADD COLUMN user_id bigint;
            CREATE FUNCTION {table}_add_user() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    NEW.user_id := {user};
                    RETURN NEW;
                END $$;
            CREATE TRIGGER {table}_add_user BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW WHEN (NEW.user_id IS NULL)
                EXECUTE FUNCTION {table}_add_user();
            UPDATE {table} SET user_id = NULL;
            ALTER TABLE {table} ALTER COLUMN user_id SET NOT NULL;
            CREATE UNIQUE INDEX {PostgresNames.Key(table)} ON {table} (user_id, id)
            """;
    }

    private static string Path(IndexField field, string row = "") => $"({row}data #>> '{{{string.Join(',', field.Path)}}}')";

    private static string Generated(IndexField field)
    {
        var path = Path(field);
        return field.Kind switch
        {
            FieldKind.Integer => $"bigint GENERATED ALWAYS AS ({path}::bigint) STORED",
            FieldKind.Flag => $"boolean GENERATED ALWAYS AS ({path}::boolean) STORED",
            // Times as well: their text has a fixed width, and the conversion to timestamptz depends on settings, which a generated column
            // may not.
            _ => $"text COLLATE \"C\" GENERATED ALWAYS AS ({path}) STORED",
        };
    }

    private async Task<IReadOnlyList<string>> MissingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var present = new HashSet<string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(NamesSql, connection)
        {
            Parameters = { new() { Value = maps.Select(map => map.Collection).ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            present.Add(reader.GetString(0));
        }

        var users = maps
            .Where(map => present.Contains(map.Collection) && !present.Contains($"{map.Collection}/{PostgresNames.User}"))
            .Select(AddUser);
        var wanted = maps.SelectMany(Wanted).Prepend(("outbox", PostgresOutboxSource.CreateTable));
        return [.. users, .. wanted.Where(one => !present.Contains(one.Item1)).Select(one => one.Item2)];
    }
}
