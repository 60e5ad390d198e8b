using Npgsql;

namespace FocusSuite.AppHost.Servers;

/// <summary>
/// Gives each service a database and a role of its own: the role owns its database and may not connect to any other, so that "no service
/// reads another's data" is a rule of the server and not of good manners. The server counts as healthy when all of them are there.
/// </summary>
internal sealed class Databases(Func<CancellationToken, ValueTask<string?>> server, Func<string, string> passwordOf)
{
    /// <summary>max_connections: services with replicas and pools of their own, and test suites beside each other.</summary>
    public const int MaxConnections = 300;

    private readonly HashSet<string> _services = [];
    // The start of the server for which all of them were made: after it, somebody may have dropped its data.
    private DateTime? _made;

    /// <summary>The name of a service's database and of the role that owns it.</summary>
    public static string Of(string service) => "focus_" + service;

    /// <summary>Asks for a service's database.</summary>
    public void Add(string service) => _services.Add(service);

    /// <summary>A service's connection string as its own role; whole only when the server's address is known.</summary>
    public async Task<string> ConnectionStringOfAsync(string service, CancellationToken cancellationToken) =>
        new NpgsqlConnectionStringBuilder(await server(cancellationToken))
        {
            Database = Of(service),
            Username = Of(service),
            Password = passwordOf(Of(service)),

            // All services together stay below the server's limit, also with some replicas.
            MaxPoolSize = 40,

            // A whole system that starts on two cores keeps a new connection waiting longer than usual.
            Timeout = 45,
        }.ConnectionString;

    /// <summary>Makes the databases and roles that are missing.</summary>
    /// <returns>What keeps the server from being of use; null when nothing does.</returns>
    public async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Unpooled: a connection of before a restart would say nothing about now.
            await using var connection = new NpgsqlConnection(await server(cancellationToken) + ";Pooling=false;Timeout=5");
            await connection.OpenAsync(cancellationToken);
            if (await AskAsync(connection, "SELECT pg_postmaster_start_time()", null, cancellationToken) is DateTime start && start != _made)
            {
                foreach (var service in _services)
                {
                    await MakeAsync(connection, Of(service), cancellationToken);
                }

                _made = start;
            }

            return null;
        }
        catch (NpgsqlException error)
        {
            return error is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege }
                ? $"{error.Message} The account has to be allowed to make roles and databases."
                : error.Message;
        }
    }

    private static string Quote(string identifier) => '"' + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    private static async Task<object?> AskAsync(NpgsqlConnection connection, string sql, string? name, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // the callers' own words; identifiers cannot be parameters, and every caller quotes them
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.AddRange(name is null ? [] : new NpgsqlParameter[] { new() { Value = name } });
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task MakeAsync(NpgsqlConnection connection, string database, CancellationToken cancellationToken)
    {
        var name = Quote(database);
        var verb = await AskAsync(connection, "SELECT 1 FROM pg_roles WHERE rolname = $1", database, cancellationToken) is not null ? "ALTER" : "CREATE";
        await AskAsync(connection, $"{verb} ROLE {name} LOGIN PASSWORD '{passwordOf(database)}'", null, cancellationToken);
        if (await AskAsync(connection, "SELECT 1 FROM pg_database WHERE datname = $1", database, cancellationToken) is null)
        {
            await AskAsync(connection, $"CREATE DATABASE {name} OWNER {name} ENCODING 'UTF8' TEMPLATE template0", null, cancellationToken);
        }

        await AskAsync(connection, $"REVOKE CONNECT, TEMPORARY ON DATABASE {name} FROM PUBLIC", null, cancellationToken);
    }
}
