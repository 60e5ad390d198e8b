using FocusSuite.AppHost.Topology;
using Npgsql;

namespace FocusSuite.AppHost.Postgres;

/// <summary>
/// Gives each service a database and a role of its own: the role owns its database and may not connect to any other,
/// so that "no service reads another's data" is a rule of the server and not of good manners. Repeats safely.
/// </summary>
internal sealed class DatabaseProvisioner(string adminConnectionString, Func<string, string> passwordOf)
{
    /// <summary>Makes what is missing and returns each database's connection string as its own role.</summary>
    public async Task<IReadOnlyDictionary<string, string>> EnsureAsync(IEnumerable<string> databases, CancellationToken ct)
    {
        var result = new Dictionary<string, string>();
        var admin = NpgsqlDataSource.Create(adminConnectionString + ";Pooling=true;Maximum Pool Size=2");
        await using (admin.ConfigureAwait(false))
        {
            foreach (var database in databases)
                result[database] = await EnsureAsync(admin, database, ct).ConfigureAwait(false);
        }

        return result;
    }

    public static string Quote(string identifier) => '"' + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    public static async Task ExecuteAsync(NpgsqlDataSource source, string sql, CancellationToken ct)
    {
        // Identifiers cannot be parameters; every caller quotes them.
#pragma warning disable CA2100
        var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
    }

    private static async Task<bool> ExistsAsync(NpgsqlDataSource source, string sql, string name, CancellationToken ct)
    {
#pragma warning disable CA2100
        var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = name });
            return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is not null;
        }
    }

    private async Task<string> EnsureAsync(NpgsqlDataSource admin, string database, CancellationToken ct)
    {
        var name = Quote(database);
        var password = passwordOf(database);
        var verb = await ExistsAsync(admin, "SELECT 1 FROM pg_roles WHERE rolname = $1", database, ct).ConfigureAwait(false) ? "ALTER" : "CREATE";
        await ExecuteAsync(admin, $"{verb} ROLE {name} LOGIN PASSWORD '{password.Replace("'", "''", StringComparison.Ordinal)}'", ct).ConfigureAwait(false);
        if (!await ExistsAsync(admin, "SELECT 1 FROM pg_database WHERE datname = $1", database, ct).ConfigureAwait(false))
            await ExecuteAsync(admin, $"CREATE DATABASE {name} OWNER {name} ENCODING 'UTF8' TEMPLATE template0", ct).ConfigureAwait(false);
        await ExecuteAsync(admin, $"REVOKE CONNECT, TEMPORARY ON DATABASE {name} FROM PUBLIC", ct).ConfigureAwait(false);
        return new NpgsqlConnectionStringBuilder(adminConnectionString)
        {
            Database = database,
            Username = database,
            Password = password,
            MaxPoolSize = PostgresLimits.LargestPool,
            Timeout = (int)PostgresLimits.ConnectPatience.TotalSeconds,
        }.ConnectionString;
    }
}
