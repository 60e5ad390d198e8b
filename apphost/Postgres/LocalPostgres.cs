using System.Globalization;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Topology;
using Npgsql;

namespace FocusSuite.AppHost.Postgres;

/// <summary>A private PostgreSQL server on 127.0.0.1: its own data, its own port, a password of its own, no socket file.</summary>
public sealed class LocalPostgres : SystemPart
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);

    private readonly PostgresCluster _cluster;
    private readonly LocalPostgresOptions _options;

    private LocalPostgres(LocalPostgresOptions options, PostgresCluster cluster)
        : base(PartNames.Postgres, options.LogFile ?? Path.Combine(options.Folder, "postgres.log"), new PidFolder(Path.Combine(options.Folder, "pids")), StartTimeout)
    {
        _options = options;
        _cluster = cluster;
        Port = options.Port ?? FreePorts.Take();
        ConnectionString = new NpgsqlConnectionStringBuilder
        {
            Host = Host,
            Port = Port,
            Username = PostgresCluster.Superuser,
            Password = cluster.Password,
            Database = "postgres",
        }.ConnectionString;
    }

    /// <summary>The address that it listens at.</summary>
    public string Host { get; } = "127.0.0.1";

    /// <summary>The port that it listens at.</summary>
    public int Port { get; }

    /// <summary>The superuser's connection string to the database "postgres".</summary>
    public string ConnectionString { get; }

    /// <summary>Starts a server on the data in the folder, which is made when there is none.</summary>
    /// <param name="folder">Where everything of it lives.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>The server, once it takes connections.</returns>
    public static Task<LocalPostgres> StartAsync(string folder, CancellationToken ct = default) =>
        StartAsync(new LocalPostgresOptions { Folder = folder }, ct);

    /// <summary>Starts a server on the data in the folder, which is made when there is none.</summary>
    /// <param name="options">How it is to run.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>The server, once it takes connections.</returns>
    public static async Task<LocalPostgres> StartAsync(LocalPostgresOptions options, CancellationToken ct = default)
    {
        var server = await CreateAsync(options, ct).ConfigureAwait(false);
        try
        {
            await server.StartAgainAsync(ct).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes a database.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>The superuser's connection string to it.</returns>
    public async Task<string> CreateDatabaseAsync(string name, CancellationToken ct = default)
    {
        var source = NpgsqlDataSource.Create(ConnectionString);
        await using (source.ConfigureAwait(false))
        {
            await DatabaseProvisioner.ExecuteAsync(source, $"CREATE DATABASE {DatabaseProvisioner.Quote(name)}", ct).ConfigureAwait(false);
        }

        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Makes the data where there is none, without starting the server.</summary>
    internal static async Task<LocalPostgres> CreateAsync(LocalPostgresOptions options, CancellationToken ct)
    {
        await new PidFolder(Path.Combine(options.Folder, "pids")).EndLeftoversAsync(ct).ConfigureAwait(false);
        return new LocalPostgres(options, await PostgresCluster.OpenAsync(options.Folder, ct).ConfigureAwait(false));
    }

    private protected override ProcessSpec Describe() => new()
    {
        Name = Name,
        FileName = _cluster.Binaries.Server,
        Arguments = ["-D", _cluster.DataFolder, .. Settings().SelectMany(setting => new[] { "-c", setting })],
        WorkingDirectory = _cluster.DataFolder,
        User = _cluster.User,
        // "Fast shutdown": ends the clients' sessions instead of waiting for them.
        StopSignal = Posix.SigInt,
        StopTimeout = TimeSpan.FromSeconds(20),
    };

    private protected override Task PrepareAsync(CancellationToken ct)
    {
        _cluster.RemoveStalePidFile();
        return Task.CompletedTask;
    }

    private protected override async Task<string?> ProblemAsync(CancellationToken ct)
    {
        try
        {
            // Unpooled: a connection of before a restart would say nothing about now.
            var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=5");
            await using (connection.ConfigureAwait(false))
            {
                await connection.OpenAsync(ct).ConfigureAwait(false);
                return null;
            }
        }
        catch (NpgsqlException error)
        {
            return error.Message;
        }
    }

    private IEnumerable<string> Settings() =>
    [
        "listen_addresses=127.0.0.1",
        string.Create(CultureInfo.InvariantCulture, $"port={Port}"),
        // No socket file: its path would be limited to 107 characters, and nobody needs it.
        "unix_socket_directories=",
        string.Create(CultureInfo.InvariantCulture, $"max_connections={PostgresLimits.Connections}"),
        "shared_buffers=128MB",
        "min_wal_size=80MB",
        "max_wal_size=512MB",
        // Short statements only: compiling them costs more than it gains.
        "jit=off",
        "timezone=UTC",
        "log_timezone=UTC",
        "password_encryption=scram-sha-256",
        // The detail of a duplicate key would be somebody's address.
        "log_error_verbosity=terse",
        // Commits stay synchronous: what is still in the server's memory when it says "committed" would die with the server.
        .. _options.Durable ? Array.Empty<string>() : ["fsync=off", "full_page_writes=off"],
    ];
}
